"""Groups of identifiers that mean one idea, never two of one vocabulary nor two that are denied to be one."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import product

from medkg.linking.curie import Curie
from medkg.linking.merging.match import Refusal

Clash = tuple[Refusal, Curie, Curie]


class Groups:
    """Disjoint sets of CURIEs; a set holds at most one CURIE of each prefix and no pair of ``denied``."""

    def __init__(self, denied: Iterable[tuple[Curie, Curie]] = ()) -> None:
        self._members: dict[Curie, tuple[Curie, ...]] = {}
        self._denied: dict[Curie, set[Curie]] = defaultdict(set)
        for first, second in denied:
            self._denied[first].add(second)
            self._denied[second].add(first)

    def of(self, curie: Curie) -> tuple[Curie, ...]:
        """The group that ``curie`` is in; alone at first."""
        return self._members.get(curie, (curie,))

    def join(self, first: Curie, second: Curie) -> Clash | None:
        """Makes one group of the groups of both; where two of their members may not be together, leaves them
        as they are and gives back why, and which two.
        """
        left, right = self.of(first), self.of(second)
        if second in left:
            return None
        if clash := self._clash(left, right):
            return clash
        for curie in (joined := left + right):
            self._members[curie] = joined
        return None

    def _clash(self, left: tuple[Curie, ...], right: tuple[Curie, ...]) -> Clash | None:
        for one, other in product(sorted(left), sorted(right)):
            if one.prefix == other.prefix:
                return Refusal.SAME_VOCABULARY, one, other
        for one, other in product(sorted(left), sorted(right)):
            if other in self._denied.get(one, ()):
                return Refusal.DENIED, one, other
        return None
