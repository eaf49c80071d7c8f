"""Where the server keeps the nodes that a load has made."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.int64]
    Pairs = tuple[Array, Array]


class NodeIds:
    """The server's internal ids of nodes, so that the ends of edges need not be looked up by their keys.

    They are hints that a statement has to verify: a node may be gone, its id given to another, and what is
    held of a key is its hash. Sixteen bytes a node are held.
    """

    def __init__(self) -> None:
        self._added: defaultdict[str, list[Pairs]] = defaultdict(list)
        self._sorted: dict[str, Pairs] = {}

    def add(self, label: str, keys: Sequence[str], ids: Sequence[int]) -> None:
        """Remembers the nodes of ``label`` with ``keys``; of a key that comes twice the last counts."""
        import numpy as np

        self._added[label].append((_hashes(keys), np.asarray(ids, np.int64)))

    def find(self, label: str, keys: Sequence[str]) -> list[int] | None:
        """The ids of the nodes of ``label`` with ``keys``; None where one of them is not known."""
        import numpy as np

        hashes, ids = self._table(label)
        if not len(hashes):
            return None
        wanted = _hashes(keys)
        places = np.searchsorted(hashes, wanted, side="right") - 1
        if not np.array_equal(hashes[places], wanted):
            return None
        found: list[int] = ids[places].tolist()
        return found

    def _table(self, label: str) -> "Pairs":
        """All that was added, sorted by hash and in the order in which it was added."""
        import numpy as np

        nothing = (np.empty(0, np.int64), np.empty(0, np.int64))
        if added := self._added.pop(label, []):
            parts = [self._sorted.get(label, nothing), *added]
            hashes, ids = (np.concatenate(part) for part in zip(*parts, strict=True))
            order = np.argsort(hashes, kind="stable")
            self._sorted[label] = (hashes[order], ids[order])
        return self._sorted.get(label, nothing)


def _hashes(keys: Sequence[str]) -> "Array":
    import numpy as np

    return np.fromiter(map(hash, keys), np.int64, len(keys))
