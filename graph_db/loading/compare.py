"""Compares the rows of a batch with what the database has under their keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from medkg.graph_db.errors import RepeatedRow
from medkg.graph_db.loading.batches import Row
from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN, MEMBERSHIP, is_bookkeeping
from medkg.graph_db.loading.counts import Counts

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class State:
    """What the database has for the row with ``index``.

    ``digest`` is that of the row it was set from (None: no load made it), ``member`` whether it belongs to
    this graph, ``placed`` whether an edge has the ends of its row, ``kept`` the properties of an edge.
    """

    index: int
    digest: int | None
    member: bool
    foreign: bool | None
    names: list[str]
    labels: list[str]
    placed: bool
    kept: dict[str, Any] | None

    @property
    def is_foreign(self) -> bool:
        """Whether others made it."""
        return bool(self.foreign) or self.digest is None

    @property
    def memberships(self) -> dict[str, Any]:
        """The marks of the graphs that it belongs to."""
        return {name: value for name, value in (self.kept or {}).items() if name.startswith(MEMBERSHIP)}


@dataclass(frozen=True, slots=True)
class Comparison(Generic[R]):
    """Rows to create, to change, and to mark as members."""

    missing: tuple[R, ...]
    changed: tuple[tuple[R, State], ...] = ()
    to_mark: tuple[R, ...] = ()

    @property
    def counts(self) -> Counts:
        """What is created and updated."""
        return Counts(created=len(self.missing), updated=len(self.changed))


def compare(
    rows: Sequence[R],
    states: Sequence[State],
    *,
    missing: Sequence[int],
    was_given: Callable[[int | None], bool],
) -> Comparison[R]:
    """Sorts ``rows``; ``missing`` are the indices of those without a state. ``was_given`` tells for a digest
    whether the load was given its row.

    Raises:
        RepeatedRow: when the database has a row's key as this load was given it, with different content.
    """
    changed: list[tuple[R, State]] = []
    to_mark: list[R] = []
    for state in states:
        row = rows[state.index]
        if state.digest == row.digest and state.placed:
            to_mark += [] if state.member else [row]
        elif state.member and was_given(state.digest):
            raise RepeatedRow(f"{row.key!r} ({row.group}) is given twice with different content")
        else:
            changed.append((row, state))
    return Comparison(tuple(rows[index] for index in missing), tuple(changed), tuple(to_mark))


def marked(properties: dict[str, Any], *, digest: int, member: str) -> dict[str, Any]:
    """The row's properties with our marks."""
    return properties | {DIGEST: digest, member: True}


def changes(properties: dict[str, Any], state: State, *, identity: str) -> dict[str, Any]:
    """Null for every property that the row no longer has, so that setting it removes the property.

    What others made keeps its other properties and is marked as theirs.
    """
    if state.is_foreign:
        return {FOREIGN: True}
    return {
        name: None
        for name in state.names
        if name not in properties and name != identity and not is_bookkeeping(name)
    }
