"""How common concepts are that go by the same name, read off what vocabularies know of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from medkg.linking.concept import Concept


@dataclass(frozen=True, slots=True)
class Commonness:
    """The logarithm, to the base of 2, of how many ``names`` a concept has, and whether it is ``placed``
    below others in a hierarchy.
    """

    names: float
    placed: bool

    @classmethod
    def of(cls, concept: Concept) -> "Commonness":
        """That of ``concept``."""
        return cls(log2(1 + len(concept.synonyms) + len(concept.related)), bool(concept.parents))

    def ahead_of(self, concept: Concept) -> tuple[float, bool]:
        """By how much the names are more than those of ``concept``, and whether it alone is not placed."""
        own = Commonness.of(concept)
        return self.names - own.names, self.placed and not own.placed


def commonest(concepts: Iterable[Concept]) -> Commonness:
    """The most names that any of ``concepts`` has, and whether any is placed."""
    found = [Commonness.of(concept) for concept in concepts]
    return Commonness(max(one.names for one in found), any(one.placed for one in found))
