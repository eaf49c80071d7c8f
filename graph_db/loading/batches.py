"""Rows in batches: of one group each, sorted by key, with a digest of their own."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Generic, Protocol, TypeVar

from medkg.graph_db.errors import RepeatedRow


class Row(Protocol):
    """What a batch needs to know of a row."""

    @property
    def group(self) -> Hashable: ...
    @property
    def key(self) -> str: ...
    @property
    def digest(self) -> str: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Batch(Generic[R]):
    """Rows of one group, sorted by key; ``digest`` (32 hexadecimal digits) covers them all."""

    rows: tuple[R, ...]
    digest: str


def batches(rows: Iterable[R], *, size: int) -> Iterator[Batch[R]]:
    """Batches of at most ``size`` rows, by group in the order of the rows; no more than that is held in
    memory.

    Sorted keys make two loads take locks in one order, so they do not deadlock.

    Raises:
        RepeatedRow: for a key that comes twice within a batch with different content.
    """
    waiting: dict[Hashable, dict[str, R]] = {}
    for row in rows:
        group = waiting.setdefault(row.group, {})
        known = group.setdefault(row.key, row)
        if known.digest != row.digest:
            raise RepeatedRow(f"{row.key!r} ({row.group}) is given twice with different content")
        if len(group) >= size:
            yield _batch(waiting.pop(row.group))
    for group in waiting.values():
        yield _batch(group)


def _batch(group: dict[str, R]) -> Batch[R]:
    rows = tuple(group[key] for key in sorted(group))
    hashed = blake2b(repr(rows[0].group).encode(), digest_size=16)
    for row in rows:
        hashed.update(row.digest.encode())
    return Batch(rows, hashed.hexdigest())
