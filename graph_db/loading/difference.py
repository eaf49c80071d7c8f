"""The difference between the rows given and what the database has, found and written batch by batch."""

import time
from collections.abc import Callable, Iterable, Sequence, Sized
from functools import partial
from typing import Any, Generic, TypedDict, TypeVar

from medkg.graph_db.errors import CommitUnknown, QueryFailed, TransientFailure
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.batches import R, batches
from medkg.graph_db.loading.compare import Comparison
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.loading.digests import Digests
from medkg.graph_db.loading.lanes import Lanes
from medkg.graph_db.loading.size import BatchSize
from medkg.graph_db.loading.sweep import not_given
from medkg.graph_db.progress import Progress
from medkg.graph_db.store import Rows, Store, Transaction

_RETRIES = 2
_TAKEN_KEY = "Neo.ClientError.Schema.ConstraintValidationFailed"
_OUT_OF_MEMORY = "MemoryPoolOutOfMemoryError"

T = TypeVar("T")
Look = Callable[
    [Callable[[str, dict[str, Any]], Rows], Sequence[R], Callable[[int | None], bool]], Comparison[R]
]
Write = Callable[[Transaction, Comparison[R]], None]


class How(TypedDict):
    """How a difference is applied."""

    size: BatchSize
    sessions: int
    stage: str
    progress: Progress
    before: Callable[[], None]


class Difference(Generic[R]):
    """Finds how the rows given differ from what the database has, and writes that.

    ``patterns`` are those of everything of this kind, by the name of its label or type; ``look`` compares
    rows with the database, ``write`` writes a comparison.
    """

    def __init__(
        self,
        store: Store,
        patterns: dict[str, str],
        *,
        member: str,
        name_of: Callable[[R], str],
        look: Look[R],
        write: Write[R] | None,
    ) -> None:
        self._store = store
        self._name_of = name_of
        self._look, self._write = look, write
        self._empty = {
            name for name, pattern in patterns.items() if not store.read(cypher.count(pattern))[0]["n"]
        }
        filled = [pattern for name, pattern in patterns.items() if name not in self._empty]
        self._patterns, self._member = filled, member
        self.digests = Digests.read(store, filled, member=member)
        self.counts = Counts()

    def apply(
        self,
        rows: Iterable[R],
        *,
        size: BatchSize,
        sessions: int,
        stage: str,
        source: object,
        progress: Progress,
        before: Callable[[], None],
    ) -> None:
        """Reads ``rows`` once and writes what is not there yet; ``before`` is called before each batch."""
        total = len(source) if isinstance(source, Sized) else None
        done = 0
        progress(stage, done, total)
        with Lanes[Counts](sessions, self._count) as lanes:
            for batch in batches(rows, size=size):
                before()
                new = self.digests.new(batch)
                self.digests.give(batch)
                if new:
                    lanes.submit(partial(self._one, new, size))
                done += len(batch)
                progress(stage, done, total)
        written = self.counts.created + self.counts.updated
        self.counts += Counts(unchanged=self.digests.given() - written)

    def gone(self) -> list[str]:
        """The element ids of what is in the graph and was not given."""
        if not self.digests.gone():
            return []
        return not_given(self._store, self._patterns, self.digests, member=self._member)

    def _count(self, counts: Counts) -> None:
        self.counts += counts

    def _one(self, rows: Sequence[R], size: BatchSize) -> Counts:
        begun = time.monotonic()
        try:
            comparison = self._compared(rows) if self._write is None else self._written(rows, self._write)
        except TransientFailure as error:
            if _OUT_OF_MEMORY not in str(error) or len(rows) == 1:
                raise
            size.too_large(len(rows))
            half = len(rows) // 2
            return self._one(rows[:half], size) + self._one(rows[half:], size)
        self.digests.replace(state.digest for _, state in comparison.changed)
        size.took(len(rows), time.monotonic() - begun)
        return comparison.counts

    def _compared(self, rows: Sequence[R]) -> Comparison[R]:
        if self._name_of(rows[0]) in self._empty:
            return Comparison(tuple(rows))
        return self._look(self._store.read, rows, self.digests.was_given)

    def _written(self, rows: Sequence[R], write: Write[R]) -> Comparison[R]:
        """Again, with a look first, where others made one of our keys since we looked, or where the
        connection broke during the commit.
        """
        for _ in range(_RETRIES):
            try:
                return self._store.transaction(lambda transaction: self._work(transaction, rows, write))
            except (QueryFailed, CommitUnknown) as error:
                if isinstance(error, QueryFailed) and error.code != _TAKEN_KEY:
                    raise
                self._empty.discard(self._name_of(rows[0]))
        return self._store.transaction(lambda transaction: self._work(transaction, rows, write))

    def _work(self, transaction: Transaction, rows: Sequence[R], write: Write[R]) -> Comparison[R]:
        if self._name_of(rows[0]) in self._empty:
            comparison = Comparison(tuple(rows))
        else:
            comparison = self._look(transaction.run, rows, self.digests.was_given)
        if comparison.missing or comparison.changed or comparison.to_mark:
            write(transaction, comparison)
        return comparison
