"""The finding to look for next."""

from collections.abc import Mapping, Sequence
from math import log2

from medkg.kg.diagnosis.answer import Diagnosis, Expected, Question
from medkg.kg.diagnosis.case import Findings
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term
from medkg.kg.diagnosis.source import often

LEADERS = 5
_UNLISTED = 0.02
"""The part of a disease's patients that show a finding of which nothing is known there."""


def next_question(
    leaders: Sequence[Diagnosis],
    expected: Mapping[str, Sequence[Expected]],
    found: Findings,
    hierarchy: Hierarchy,
) -> Question | None:
    """The finding whose answer tells most about which of the first :data:`LEADERS` it is, if any does.

    That is the mutual information of the answer and the disease, in bits: the entropy of the leaders'
    probabilities less its expectation after yes and no.
    """
    leaders = leaders[:LEADERS]
    if len(leaders) < 2:
        return None
    whole = sum(one.probability for one in leaders)
    before = [one.probability / whole for one in leaders]
    shown = {
        term: [_shown(term, expected[one.disease.id], hierarchy) for one in leaders]
        for term in _open(leaders, expected, found, hierarchy)
    }
    if not shown:
        return None
    best = max(sorted(shown), key=lambda term: _information(before, shown[term]))
    yes, no = _after(before, shown[best])
    return Question(best, _information(before, shown[best]), _first(leaders, yes), _first(leaders, no))


def _open(
    leaders: Sequence[Diagnosis],
    expected: Mapping[str, Sequence[Expected]],
    found: Findings,
    hierarchy: Hierarchy,
) -> set[Term]:
    """What a leader may show and the case does not speak of."""
    told: set[str] = set()
    for term in found.present:
        told |= hierarchy.above(term.id)
    for term in found.absent:
        told |= hierarchy.below(term.id)
    return {one.term for leader in leaders for one in expected[leader.disease.id] if one.term.id not in told}


def _shown(term: Term, expected: Sequence[Expected], hierarchy: Hierarchy) -> float:
    kinds = hierarchy.below(term.id)
    return max((often(one) for one in expected if one.term.id in kinds), default=_UNLISTED)


def _information(before: Sequence[float], shown: Sequence[float]) -> float:
    yes, no = _after(before, shown)
    return _entropy(before) - sum(yes) * _entropy(yes) - sum(no) * _entropy(no)


def _after(before: Sequence[float], shown: Sequence[float]) -> tuple[list[float], list[float]]:
    """The joint probabilities of each leader with yes, and with no."""
    joint = list(zip(before, shown, strict=True))
    return [p * s for p, s in joint], [p * (1.0 - s) for p, s in joint]


def _entropy(weights: Sequence[float]) -> float:
    whole = sum(weights)
    return -sum(w / whole * log2(w / whole) for w in weights if w > 0.0) if whole > 0.0 else 0.0


def _first(leaders: Sequence[Diagnosis], weights: Sequence[float]) -> Term:
    return max(zip(weights, leaders, strict=True), key=lambda pair: pair[0])[1].disease
