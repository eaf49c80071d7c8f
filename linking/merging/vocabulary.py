"""A vocabulary as it is merged."""

from dataclasses import dataclass

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The ``concepts`` of the source ``name`` and what it states or denies to be one idea."""

    name: str
    concepts: tuple[Concept, ...]
    equivalences: tuple[Equivalence, ...] = ()
