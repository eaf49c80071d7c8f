"""The likelihood of a case under each disease.

A clinician who names a finding f of a patient with disease d draws it from the findings of d, or, with
probability :data:`INCIDENTAL`, it has nothing to do with d and comes as often as among all patients. With
``P(a|d)`` the part of d's patients that show a (the highest among kinds of a), ``P(a)`` its mean over
diseases, and ``w(d)`` the dilution by the number of d's findings
(:attr:`medkg.kg.diagnosis.profiles.Profiles.dilution`), the likelihood ratio of a present finding is::

    LR(f|d) = INCIDENTAL + (1 - INCIDENTAL) * w(d) * (P(f|d)/P(f) + BLUR * sum over a above f of P(a|d)/P(a))

The sum is the ontology's part: who names f may mean, or the curator may have written, a more general finding
or another kind of it; both are seen at their common ancestor a, at a price. Ancestors that more than
:data:`GENERAL` of all diseases show say nothing and are left out. An absent finding counts::

    LR(not f|d) = ((1 - MISSED * P(f|d)) / (1 - MISSED * P(f))) ** ABSENT

Not all that is there is found, and published lists of absent findings are long and alike, so they weigh a
quarter. What a case does not mention counts nothing. The plain likelihood ratio over HPO's table (Robinson et
al. 2020, LIRICAL) is the special case of no blur and no dilution.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from medkg.kg.diagnosis.case import Findings
from medkg.kg.diagnosis.hierarchy import Hierarchy
from medkg.kg.diagnosis.profiles import Floats, Profiles

INCIDENTAL = 0.4
BLUR = 0.15
GENERAL = 0.1
MISSED = 0.98
ABSENT = 0.25


@dataclass(frozen=True, slots=True)
class Scores:
    """Base-10 logarithms by disease: of the likelihood ratio of each finding, of the ``prior`` odds, and the
    ``total`` of all, which may be lowered by sex and age.
    """

    present: tuple[Floats, ...]
    absent: tuple[Floats, ...]
    prior: Floats
    total: Floats

    @property
    def probabilities(self) -> Floats:
        """The posterior probabilities of the diseases."""
        odds = 10.0 ** (self.total - self.total.max())
        shares: Floats = odds / odds.sum()
        return shares


def informative(finding: str, hierarchy: Hierarchy, counts: Mapping[str, int], diseases: int) -> list[str]:
    """What lies above ``finding`` and is shown by at most :data:`GENERAL` of ``diseases``, counted generously
    (a disease once for each kind that it shows).
    """
    most = GENERAL * diseases
    above = hierarchy.above(finding) - {finding}
    return sorted(a for a in above if sum(counts.get(kind, 0) for kind in hierarchy.below(a)) <= most)


def needed(found: Findings, hierarchy: Hierarchy, counts: Mapping[str, int], diseases: int) -> list[str]:
    """The findings whose columns :func:`score` reads."""
    heads = {term.id for term in (*found.present, *found.absent)}
    for term in found.present:
        heads.update(informative(term.id, hierarchy, counts, diseases))
    return sorted(_kinds(heads, hierarchy) & counts.keys())


def score(found: Findings, profiles: Profiles, hierarchy: Hierarchy, counts: Mapping[str, int]) -> Scores:
    """The scores of all diseases of ``profiles``, which has the columns that are :func:`needed`."""
    diseases = len(profiles.diseases)

    def relative(term: str) -> Floats:
        shown = profiles.spread(term, hierarchy.below(term))
        ratios: Floats = shown / _background(shown)
        return ratios

    def present(term: str) -> Floats:
        near = informative(term, hierarchy, counts, diseases)
        drawn = relative(term) + BLUR * sum((relative(a) for a in near), np.zeros(diseases))
        logs: Floats = np.log10(INCIDENTAL + (1.0 - INCIDENTAL) * profiles.dilution * drawn)
        return logs

    def absent(term: str) -> Floats:
        shown = profiles.spread(term, hierarchy.below(term))
        logs: Floats = ABSENT * np.log10((1.0 - MISSED * shown) / (1.0 - MISSED * _background(shown)))
        return logs

    there = tuple(present(term.id) for term in found.present)
    lacking = tuple(absent(term.id) for term in found.absent)
    prior = np.zeros(diseases)
    return Scores(there, lacking, prior, np.sum([prior, *there, *lacking], axis=0))


def _background(shown: Floats) -> float:
    """The mean over diseases; half a disease more, so that none is 0."""
    return float((shown.sum() + 0.5) / (len(shown) + 0.5))


def _kinds(heads: Iterable[str], hierarchy: Hierarchy) -> set[str]:
    return set().union(*map(hierarchy.below, heads))
