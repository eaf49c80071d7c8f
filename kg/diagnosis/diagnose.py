"""From a patient's findings to the diseases that explain them best."""

import numpy as np

from medkg.kg.diagnosis.answer import Diagnosis, Differential
from medkg.kg.diagnosis.ask import LEADERS, next_question
from medkg.kg.diagnosis.case import Case, Findings, findings
from medkg.kg.diagnosis.errors import NoDiseasesError
from medkg.kg.diagnosis.explain import explain
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term
from medkg.kg.diagnosis.modifiers import modify
from medkg.kg.diagnosis.prior import Prior, weigh
from medkg.kg.diagnosis.score import needed, score
from medkg.kg.diagnosis.source import Source


def diagnose(
    case: Case, *, source: Source, hierarchy: Hierarchy, limit: int = 10, prior: Prior | None = None
) -> Differential:
    """The ``limit`` diseases of ``source`` that explain ``case`` best, by :mod:`medkg.kg.diagnosis.score`.

    With ``prior`` common diseases count for more (:mod:`medkg.kg.diagnosis.prior`); all alike without.

    Raises:
        UnknownFindingError: for a finding that ``hierarchy`` does not have.
        NoFindingsError: if nothing is present.
        NoDiseasesError: if the source knows no disease with findings.
    """
    found = findings(case, hierarchy)
    return differential(case, found, source=source, hierarchy=hierarchy, limit=limit, prior=prior)


def differential(
    case: Case,
    found: Findings,
    *,
    source: Source,
    hierarchy: Hierarchy,
    limit: int,
    prior: Prior | None = None,
) -> Differential:
    """The same for findings that are terms already."""
    counts = source.counts()
    profiles = source.profiles(needed(found, hierarchy, counts, source.size()))
    if not profiles.diseases:
        raise NoDiseasesError
    likelihoods = modify(score(found, profiles, hierarchy, counts), profiles, case, source)
    scores = weigh(likelihoods, profiles, prior, source)
    order = np.lexsort((np.arange(len(scores.total)), -scores.total))[: max(limit, LEADERS)]
    leaders = [profiles.diseases[number] for number in order]
    expected, names = source.expected(leaders), source.names(leaders)
    ranked: list[Diagnosis] = [
        explain(
            rank,
            Term(disease, names[disease]),
            int(number),
            found=found,
            scores=scores,
            expected=expected[disease],
            hierarchy=hierarchy,
        )
        for rank, (number, disease) in enumerate(zip(order, leaders, strict=True), start=1)
    ]
    question = next_question(ranked, expected, found, hierarchy)
    return Differential(
        found.present,
        found.absent,
        tuple(ranked[:limit]),
        question,
        len(profiles.diseases),
        prior.prevalences.name if prior else None,
    )
