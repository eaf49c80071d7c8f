"""What speaks for and against a disease, and what is missing."""

from collections.abc import Iterable, Sequence

from medkg.kg.diagnosis.answer import Diagnosis, Expected, Support
from medkg.kg.diagnosis.case import Findings
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term
from medkg.kg.diagnosis.score import Scores
from medkg.kg.diagnosis.source import often

_NEAR = 3
"""Ancestors that two findings must share to be neighbours: more than "abnormality of" a system."""
_USUAL = 0.3
_MOST_MISSING = 5
_SILENT = 0.01
"""A ratio whose logarithm is nearer to 0 than this speaks neither for nor against."""


def explain(
    rank: int,
    disease: Term,
    number: int,
    *,
    found: Findings,
    scores: Scores,
    expected: Sequence[Expected],
    hierarchy: Hierarchy,
) -> Diagnosis:
    """The diagnosis of the disease with ``number`` in ``scores``, which is ``expected`` to show findings."""
    near = _Nearest(hierarchy, expected)
    supports = [
        Support(term, there, float(logs[number]), near.to(term, kinds_only=not there))
        for terms, ratios, there in (
            (found.present, scores.present, True),
            (found.absent, scores.absent, False),
        )
        for term, logs in zip(terms, ratios, strict=True)
    ]
    supports.sort(key=lambda support: -support.ratio)
    return Diagnosis(
        rank,
        disease,
        float(scores.total[number]),
        float(scores.total[number] - scores.prior[number]),
        float(scores.prior[number]),
        float(scores.probabilities[number]),
        tuple(one for one in supports if one.ratio >= _SILENT),
        tuple(one for one in reversed(supports) if one.ratio <= -_SILENT),
        tuple(_missing(expected, found, hierarchy)),
    )


class _Nearest:
    """Which of the expected findings comes nearest to one."""

    def __init__(self, hierarchy: Hierarchy, expected: Sequence[Expected]) -> None:
        self._hierarchy = hierarchy
        self._expected = expected

    def to(self, term: Term, *, kinds_only: bool) -> Expected | None:
        """The kind of ``term`` that is most frequent; else what shares the most ancestors with it."""
        kinds = self._hierarchy.below(term.id)
        for one in self._expected:
            if one.term.id in kinds:
                return one
        if kinds_only or not self._expected:
            return None
        shared, best = max(
            ((self._shared(term, one), one) for one in self._expected), key=lambda pair: pair[0]
        )
        return best if shared >= _NEAR else None

    def _shared(self, term: Term, one: Expected) -> int:
        return len(self._hierarchy.above(term.id) & self._hierarchy.above(one.term.id))


def _missing(expected: Iterable[Expected], found: Findings, hierarchy: Hierarchy) -> Sequence[Expected]:
    """The usual findings that no finding of the case is, implies or denies."""
    told: set[str] = set()
    for term in found.present:
        told |= hierarchy.above(term.id) | hierarchy.below(term.id)
    for term in found.absent:
        told |= hierarchy.below(term.id)
    missing = [one for one in expected if one.term.id not in told and often(one) >= _USUAL]
    return missing[:_MOST_MISSING]
