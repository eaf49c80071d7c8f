"""Groups of identifiers that mean one idea, never two of one vocabulary."""

from medkg.linking.curie import Curie


class Groups:
    """Disjoint sets of CURIEs; a set holds at most one CURIE of each prefix."""

    def __init__(self) -> None:
        self._members: dict[Curie, tuple[Curie, ...]] = {}

    def of(self, curie: Curie) -> tuple[Curie, ...]:
        """The group that ``curie`` is in; alone at first."""
        return self._members.get(curie, (curie,))

    def join(self, first: Curie, second: Curie) -> bool:
        """Makes one group of the groups of both and says whether they are one now.

        Refused where the two groups hold different concepts of one vocabulary.
        """
        left, right = self.of(first), self.of(second)
        if second in left:
            return True
        if {curie.prefix for curie in left} & {curie.prefix for curie in right}:
            return False
        for curie in (joined := left + right):
            self._members[curie] = joined
        return True
