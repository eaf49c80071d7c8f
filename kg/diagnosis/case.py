"""A patient's findings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from medkg.kg.diagnosis.errors import NoFindingsError, UnknownFindingError
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term

Sex = Literal["female", "male"]
SEXES: dict[str, Sex] = {"female": "female", "male": "male"}


@dataclass(frozen=True, slots=True)
class Case:
    """What was found and what was looked for in vain; ``age`` in years.

    ``disease`` is the known answer of a solved case, a CURIE. Findings are names or ids, as written.
    """

    id: str
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    sex: Sex | None = None
    age: float | None = None
    disease: str | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """The findings of a case as terms; ``unknown`` are the words that no term has."""

    present: tuple[Term, ...]
    absent: tuple[Term, ...]
    unknown: tuple[str, ...] = ()


def findings(case: Case, hierarchy: Hierarchy) -> Findings:
    """The terms of ``case``; every word must be one.

    Raises:
        UnknownFindingError: for a word that no term has.
        NoFindingsError: if nothing is present.
    """
    return _checked(Findings(_terms(case.present, hierarchy), _terms(case.absent, hierarchy)))


def known_findings(case: Case, hierarchy: Hierarchy) -> Findings:
    """The terms of ``case``; words that no term has are listed.

    Raises:
        NoFindingsError: if nothing that is known is present.
    """
    unknown = []
    for word in (*case.present, *case.absent):
        try:
            hierarchy.find(word)
        except UnknownFindingError:
            unknown.append(word)
    present = [word for word in case.present if word not in unknown]
    absent = [word for word in case.absent if word not in unknown]
    return _checked(Findings(_terms(present, hierarchy), _terms(absent, hierarchy), tuple(unknown)))


def _terms(words: Iterable[str], hierarchy: Hierarchy) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(map(hierarchy.find, words)))


def _checked(found: Findings) -> Findings:
    if not found.present:
        raise NoFindingsError("nothing that is known was found; at least one present finding is required")
    return found
