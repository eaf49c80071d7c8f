"""Compares the rows of a batch with what the database has of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from medkg.graph_db.errors import RepeatedRow
from medkg.graph_db.loading.batches import Batch, Row
from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN, MEMBERSHIP, is_bookkeeping
from medkg.graph_db.loading.counts import Counts

R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class State:
    """What the database has for the row with ``index``.

    ``digest`` is that of the row it was set from (None: no load made it), ``batch`` that of its batch in
    this graph, ``placed`` whether an edge has the ends of its row, ``kept`` the properties of an edge.
    """

    index: int
    digest: str | None
    batch: str | None
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
    """Rows to create, to change, to mark as this batch's; what counts as what; ``robbed`` lose rows."""

    missing: tuple[R, ...]
    changed: tuple[tuple[R, State], ...]
    moved_batch: tuple[R, ...]
    counts: Counts
    robbed: frozenset[str]


def compare(
    batch: Batch[R], states: Sequence[State], *, missing: Sequence[int], seen: Collection[str]
) -> Comparison[R]:
    """Sorts the rows of ``batch``; ``states`` are those that differ, ``missing`` the indices of those not
    there.

    ``seen`` are the batches that this load has been through: a row that one of them carried is a repetition.

    Raises:
        RepeatedRow: when it is one with different content.
    """
    changed: list[tuple[R, State]] = []
    moved: list[R] = []
    repeated = 0
    for state in states:
        row = batch.rows[state.index]
        if state.batch in seen:
            _check_same(row, state)
            repeated += 1
        elif state.digest == row.digest and state.placed:
            moved.append(row)
        else:
            changed.append((row, state))
    unchanged = len(batch.rows) - len(missing) - len(changed) - repeated
    return Comparison(
        missing=tuple(batch.rows[index] for index in missing),
        changed=tuple(changed),
        moved_batch=tuple(moved),
        counts=Counts(created=len(missing), updated=len(changed), unchanged=unchanged),
        robbed=frozenset(state.batch for state in states if state.batch and state.batch not in seen)
        - {batch.digest},
    )


def new_properties(properties: dict[str, Any], *, digest: str, member: str, batch: str) -> dict[str, Any]:
    """The row's properties with our marks."""
    return properties | {DIGEST: digest, member: batch}


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


def _check_same(row: Row, state: State) -> None:
    if state.digest != row.digest or not state.placed:
        raise RepeatedRow(f"{row.key!r} ({row.group}) is given twice with different content")
