"""How well diagnosis does on solved cases."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from medkg.kg.diagnosis.case import Case, Findings, known_findings
from medkg.kg.diagnosis.errors import CaseError, NoFindingsError
from medkg.kg.diagnosis.hierarchy import Hierarchy
from medkg.kg.diagnosis.modifiers import modify
from medkg.kg.diagnosis.prior import Prior, weigh
from medkg.kg.diagnosis.profiles import Floats, Profiles
from medkg.kg.diagnosis.score import score
from medkg.kg.diagnosis.source import Source

Rule = Callable[[Case, Findings], Floats]
"""Scores all diseases of a case, by number; the highest first."""


@dataclass(frozen=True, slots=True)
class UnknownDisease:
    """A case whose disease the source does not know; ``disease`` is None where the case has none."""

    case: str
    disease: str | None


@dataclass(frozen=True, slots=True)
class DiagnosisScores:
    """Ranks of the right disease: ``top_1``, ``top_3``, ``top_10`` are parts of the ``cases`` in [0, 1].

    ``mrr`` is the mean of 1/rank. A disease that ties with the right one stands before it.
    """

    cases: int
    top_1: float
    top_3: float
    top_10: float
    mrr: float
    seconds_per_case: float
    ranks: tuple[tuple[str, int], ...]
    unknown: tuple[UnknownDisease, ...]
    unknown_findings: int
    failures: tuple[str, ...]


def evaluate_diagnosis(
    cases: Iterable[Case | CaseError],
    *,
    source: Source,
    hierarchy: Hierarchy,
    rule: Rule | None = None,
    prior: Prior | None = None,
) -> DiagnosisScores:
    """Diagnose each of ``cases`` among all diseases of ``source``, with ``prior`` where one is given.

    ``rule`` may stand in for our scores.
    """
    counts, profiles = source.counts(), source.profiles()

    def ours(case: Case, found: Findings) -> Floats:
        scores = modify(score(found, profiles, hierarchy, counts), profiles, case, source)
        return weigh(scores, profiles, prior, source).total

    ranks, unknown, failures = [], [], []
    seconds, words = 0.0, 0
    for case in cases:
        if isinstance(case, CaseError):
            failures.append(str(case))
            continue
        disease = _disease(case, source, profiles)
        if disease is None:
            unknown.append(UnknownDisease(case.id, case.disease))
            continue
        started = perf_counter()
        try:
            found = known_findings(case, hierarchy)
        except NoFindingsError as error:
            failures.append(f"{case.id}: {error}")
            continue
        ranks.append((case.id, _rank((rule or ours)(case, found), disease)))
        seconds += perf_counter() - started
        words += len(found.unknown)
    return _scores(ranks, unknown, failures, seconds, words)


def _disease(case: Case, source: Source, profiles: Profiles) -> int | None:
    if case.disease is None:
        return None
    return profiles.numbers.get(source.meaning([case.disease]).get(case.disease, ""))


def _rank(scores: Floats, disease: int) -> int:
    return int((scores >= scores[disease]).sum())


def _scores(
    ranks: Sequence[tuple[str, int]],
    unknown: Sequence[UnknownDisease],
    failures: Sequence[str],
    seconds: float,
    words: int,
) -> DiagnosisScores:
    number = max(len(ranks), 1)

    def within(most: int) -> float:
        return sum(rank <= most for _, rank in ranks) / number

    return DiagnosisScores(
        cases=len(ranks),
        top_1=within(1),
        top_3=within(3),
        top_10=within(10),
        mrr=sum(1.0 / rank for _, rank in ranks) / number,
        seconds_per_case=seconds / number,
        ranks=tuple(ranks),
        unknown=tuple(unknown),
        unknown_findings=words,
        failures=tuple(failures),
    )
