"""How common diseases are, as a prior of diagnosis.

With ``p`` the prevalence of a disease and ``t`` the geometric mean of all that are known, the base-10
logarithm of its prior odds is::

    prior = SHARE * log10(p / t), at most MOST up or down

A disease whose prevalence nobody states keeps a prior of 0, that of a typical one. Half of the logarithm is
taken, since who is worked up by findings is no random person: rare diseases are sought and published. With
the bound no prior outweighs two telling findings. Only the first :data:`LEADERS` diseases are weighed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, log10

import numpy as np

from medkg.kg.curated.prevalence import Prevalences
from medkg.kg.diagnosis.profiles import Profiles
from medkg.kg.diagnosis.score import Scores
from medkg.kg.diagnosis.source import Source

SHARE = 0.5
MOST = 1.0
LEADERS = 200


@dataclass(frozen=True)
class Prior:
    """The prior that ``prevalences`` give."""

    prevalences: Prevalences

    @cached_property
    def typical(self) -> float:
        """The base-10 logarithm of the geometric mean of the known prevalences."""
        logs = [log10(value) for value in self.prevalences.values.values()]
        return fsum(logs) / len(logs) if logs else 0.0

    def prevalence(self, curies: Iterable[str]) -> float | None:
        """The prevalence of the disease with ``curies``; the highest of those stated of them."""
        known = self.prevalences.values
        return max((known[curie] for curie in curies if curie in known), default=None)

    def log_odds(self, prevalence: float | None) -> float:
        """The base-10 logarithm of the prior odds, in [-MOST, MOST]; 0 for None."""
        if prevalence is None:
            return 0.0
        return max(-MOST, min(MOST, SHARE * (log10(prevalence) - self.typical)))


def weigh(scores: Scores, profiles: Profiles, prior: Prior | None, source: Source) -> Scores:
    """``scores`` with the prior of the leaders in their totals; without ``prior`` they stay as they are."""
    if prior is None:
        return scores
    leaders = np.argsort(-scores.total, kind="stable")[:LEADERS]
    aliases = source.aliases([profiles.diseases[number] for number in leaders])
    weights = np.zeros(len(scores.total))
    for number in leaders:
        weights[number] = prior.log_odds(prior.prevalence(aliases[profiles.diseases[number]]))
    return replace(scores, prior=weights, total=scores.total + weights)
