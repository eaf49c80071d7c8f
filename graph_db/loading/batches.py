"""Rows in batches: of one group each, sorted by key."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Protocol, TypeVar

from medkg.graph_db.errors import RepeatedRow

MOST_WAITING = 12
"""Batches' worth of rows that may wait for their batch to be full."""


class Row(Protocol):
    """What a batch needs to know of a row: ``group`` rows are written by one statement."""

    @property
    def group(self) -> Hashable: ...
    @property
    def key(self) -> str: ...
    @property
    def digest(self) -> int: ...


R = TypeVar("R", bound=Row)


def batches(rows: Iterable[R], *, size: Callable[[], int]) -> Iterator[tuple[R, ...]]:
    """Batches of at most ``size()`` rows of one group; no more than :data:`MOST_WAITING` of them are held.

    Sorted keys make two loads take locks in one order, so they do not deadlock.

    Raises:
        RepeatedRow: for a key that comes twice within a batch with different content.
    """
    waiting: dict[Hashable, dict[str, R]] = {}
    held = 0
    for row in rows:
        group = waiting.setdefault(row.group, {})
        before = len(group)
        known = group.setdefault(row.key, row)
        if known.digest != row.digest:
            raise RepeatedRow(f"{row.key!r} is given twice with different content")
        held += len(group) - before
        if len(group) >= size() or held >= MOST_WAITING * size():
            fullest = max(waiting, key=lambda name: len(waiting[name]))
            held -= len(waiting[fullest])
            yield _sorted(waiting.pop(fullest))
    for group in waiting.values():
        yield _sorted(group)


def _sorted(group: dict[str, R]) -> tuple[R, ...]:
    return tuple(group[key] for key in sorted(group))
