"""Where the concepts of a vocabulary stand: which of them stand twice, and which are above themselves."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from medkg.linking.curie import Curie
from medkg.linking.merging.hierarchy import Whole, strongly_connected
from medkg.linking.vocabularies.record import Placed, Refused

_NOWHERE = -1
_NAMED = 5


@dataclass(slots=True)
class Places:
    """The places of concepts, by number in the order taken, and the parents that they name."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _files: list[str] = field(default_factory=list)
    _lines: Whole = field(default_factory=lambda: array("l"))
    _children: Whole = field(default_factory=lambda: array("l"))
    _parents: Whole = field(default_factory=lambda: array("l"))

    def take(self, placed: Placed) -> Iterator[Refused]:
        """Keeps ``placed``, and tells where the same concept stood before, or is its own parent."""
        number = self._number(placed.curie)
        if self._lines[number] == _NOWHERE:
            self._files[number], self._lines[number] = placed.file, placed.line
        else:
            before = f"{self._files[number]} line {self._lines[number]}"
            reason = f"a second record of {placed.curie}; its names are added to those of {before}"
            yield Refused(placed.file, placed.line, reason)
        for parent in placed.parents:
            if parent == placed.curie:
                yield Refused(placed.file, placed.line, f"{parent} as its own parent")
            else:
                self._children.append(number)
                self._parents.append(self._number(parent))

    def circles(self) -> Iterator[Refused]:
        """Tells each set of concepts that are above themselves, where the first of it stands."""
        ids = list(self._numbers)
        for circle in strongly_connected(self._children, self._parents, len(ids)):
            named = ", ".join(ids[number] for number in circle[:_NAMED])
            more = f" and {len(circle) - _NAMED} more" if len(circle) > _NAMED else ""
            reason = f"parents in a circle, so that each is above itself: {named}{more}"
            yield Refused(self._files[circle[0]], self._lines[circle[0]], reason)

    def _number(self, curie: Curie) -> int:
        number = self._numbers.setdefault(str(curie), len(self._lines))
        if number == len(self._lines):
            self._files.append("")
            self._lines.append(_NOWHERE)
        return number
