"""Where a diagnosis gets what it knows of diseases."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from medkg.kg.diagnosis.answer import Expected
from medkg.kg.diagnosis.profiles import Profiles

UNSTATED = 0.5
"""The part of patients that show a finding of which no table says how often: halfway between never and
always; the mean of the frequencies that phenotype.hpoa states is 0.46."""


class Source(Protocol):
    """Findings are ids of :class:`medkg.kg.diagnosis.hierarchy.Hierarchy`, diseases ids of the source."""

    def size(self) -> int:
        """How many diseases with findings there are."""
        ...

    def counts(self) -> Mapping[str, int]:
        """How many diseases show each finding."""
        ...

    def profiles(self, findings: Sequence[str] | None = None) -> Profiles:
        """All diseases with the columns of ``findings``; of all findings where it is None."""
        ...

    def expected(self, diseases: Sequence[str]) -> Mapping[str, tuple[Expected, ...]]:
        """What is known of each of ``diseases``, the most frequent first."""
        ...

    def names(self, diseases: Sequence[str]) -> Mapping[str, str]:
        """The names of ``diseases``."""
        ...

    def aliases(self, diseases: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """All CURIEs of each of ``diseases``."""
        ...

    def meaning(self, curies: Iterable[str]) -> Mapping[str, str]:
        """The disease of this source that each CURIE means; those that it does not know are left out."""
        ...


def often(one: Expected) -> float:
    """The part of patients that show it."""
    return UNSTATED if one.frequency is None else one.frequency
