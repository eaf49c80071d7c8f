"""Which rows are in the database and which were given, by their digests."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.batches import Row
from medkg.graph_db.store import Store

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Array = npt.NDArray[np.int64]

R = TypeVar("R", bound=Row)


class Digests:
    """The digests of the members of a graph as a load found them, and of the rows given to it.

    A digest covers label or type, key and content, so a row whose digest is there needs nothing. Eight bytes
    a row are held.
    """

    def __init__(self, there: Iterable[int]) -> None:
        import numpy as np

        self._there: Array = np.sort(np.fromiter(there, np.int64))
        self._given: list[Array] = []
        self._replaced: set[int] = set()

    @classmethod
    def read(cls, store: Store, patterns: Iterable[str], *, member: str) -> "Digests":
        """Those of the database, of all ``patterns``."""
        return cls(
            row["digest"]
            for pattern in patterns
            for row in store.stream(cypher.digests(pattern), {"member": member})
            if isinstance(row["digest"], int)
        )

    def give(self, rows: Sequence[Row]) -> None:
        """Remembers that ``rows`` are given."""
        import numpy as np

        self._given.append(np.fromiter((row.digest for row in rows), np.int64, len(rows)))

    def new(self, rows: Sequence[R]) -> tuple[R, ...]:
        """Those of ``rows`` that are not in the database as they are given."""
        if not len(self._there):
            return tuple(rows)
        import numpy as np

        digests = np.fromiter((row.digest for row in rows), np.int64, len(rows))
        there = np.isin(digests, self._there, assume_unique=True)
        replaced = self._replaced
        return tuple(
            row
            for row, known in zip(rows, there.tolist(), strict=True)
            if not known or row.digest in replaced
        )

    def replace(self, digests: Iterable[int | None]) -> None:
        """Remembers that the rows with ``digests`` were changed."""
        self._replaced.update(digest for digest in digests if digest is not None)

    def was_given(self, digest: int | None) -> bool:
        """Whether a row with ``digest`` was given."""
        return digest is not None and any((given == digest).any() for given in self._given)

    def given(self) -> int:
        """How many different rows were given."""
        return len(self._all_given())

    def gone(self) -> bool:
        """Whether something is in the database that was not given and not changed."""
        import numpy as np

        left = np.setdiff1d(self._there, self._all_given(), assume_unique=False)
        return bool(set(left.tolist()) - self._replaced)

    def are_given(self, digests: Sequence[int]) -> list[bool]:
        """Whether a row with each of ``digests`` was given, or was changed to one that was."""
        import numpy as np

        given: list[bool] = np.isin(np.asarray(digests, np.int64), self._all_given()).tolist()
        return [known or digest in self._replaced for known, digest in zip(given, digests, strict=True)]

    def _all_given(self) -> "Array":
        import numpy as np

        self._given = [np.unique(np.concatenate([np.empty(0, np.int64), *self._given]))]
        return self._given[0]
