"""Brings one batch of edges into the database."""

from collections.abc import Callable, Sequence
from typing import Any

from medkg.graph_db.errors import DanglingEdge
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.bookkeeping import FOREIGN
from medkg.graph_db.loading.columns import Columns, columns_of
from medkg.graph_db.loading.compare import Comparison, State, changes, compare, marked
from medkg.graph_db.loading.node_ids import NodeIds
from medkg.graph_db.loading.nodes import Run
from medkg.graph_db.loading.prepare import EdgeRow
from medkg.graph_db.schema import EdgeType
from medkg.graph_db.store import Transaction


def look_at_edges(
    run: Run, rows: Sequence[EdgeRow], was_given: Callable[[int | None], bool], *, member: str
) -> Comparison[EdgeRow]:
    """What it takes to have ``rows``; ``run`` runs a reading statement."""
    keys = [[index, row.key, row.start, row.end] for index, row in enumerate(rows)]
    found = run(cypher.edge_states(rows[0].group), {"rows": keys, "member": member})[0]
    states = [State(**state) for state in found["states"]]
    return compare(rows, states, missing=found["missing"], was_given=was_given)


def write_edges(
    transaction: Transaction, comparison: Comparison[EdgeRow], *, member: str, ids: NodeIds
) -> None:
    """Makes and changes the edges of ``comparison``; ``ids`` are those of nodes that this load has made.

    An edge whose row names other ends than it has is made anew between these.

    Raises:
        DanglingEdge: when an end is not there.
    """
    misplaced = [(row, state) for row, state in comparison.changed if not state.placed]
    made = [*comparison.missing]
    made += [row._replace(properties=_others(state) | row.properties) for row, state in misplaced]
    changed = [_changed(row, state, member) for row, state in comparison.changed if state.placed]
    changed += [{"key": row.key, "properties": {member: True}} for row in comparison.to_mark]
    first = next(iter([*comparison.missing, *(row for row, _ in comparison.changed), *comparison.to_mark]))
    group = first.group
    if misplaced:
        transaction.run(cypher.delete_edges(group), {"keys": [row.key for row, _ in misplaced]})
    if made:
        _Creation(transaction, group, made, member)(ids)
    if changed:
        transaction.run(cypher.change_edges(group), {"rows": changed})


class _Creation:
    """Makes ``rows``, none of which is there."""

    def __init__(
        self, transaction: Transaction, group: EdgeType, rows: Sequence[EdgeRow], member: str
    ) -> None:
        self._transaction, self._group, self._rows, self._member = transaction, group, rows, member
        self._columns = columns_of(row.properties for row in rows)

    def __call__(self, ids: NodeIds) -> None:
        """Between the nodes with these ``ids`` where all are known, and those with the keys where not."""
        starts = ids.find(self._group.start, [row.start for row in self._rows])
        ends = ids.find(self._group.end, [row.end for row in self._rows])
        if starts is None or ends is None:
            self._by_keys(self._rows)
        elif self._at(starts, ends) != len(self._rows):
            self._by_keys(self._missing())

    def _at(self, starts: list[int], ends: list[int]) -> int:
        lists = [
            [*_head(row), start, end, *self._columns.values(row.properties)]
            for row, start, end in zip(self._rows, starts, ends, strict=True)
        ]
        return self._run(cypher.create_edges_at, lists)

    def _by_keys(self, rows: Sequence[EdgeRow]) -> None:
        lists = [[*_head(row), *self._columns.values(row.properties)] for row in rows]
        if self._run(cypher.create_edges, lists) == len(rows):
            return
        group = self._group
        labels = {"start": group.start, "end": group.end}
        lost = self._transaction.run(cypher.missing_end(group), {"rows": lists, **labels})[0]
        raise DanglingEdge(
            f"edge ({group.name} {lost['key']!r}): no node ({lost['label']} {lost['id']!r}) is there"
        )

    def _run(self, statement: Callable[[EdgeType, Columns, str], str], lists: list[list[Any]]) -> int:
        text = statement(self._group, self._columns, self._member)
        parameters = {"rows": lists, "start": self._group.start, "end": self._group.end}
        made: int = self._transaction.run(text, parameters)[0]["made"]
        return made

    def _missing(self) -> list[EdgeRow]:
        """The rows that are not made because an id was no longer that of the node."""
        comparison = look_at_edges(self._transaction.run, self._rows, lambda _: False, member=self._member)
        return list(comparison.missing)


def _head(row: EdgeRow) -> list[Any]:
    return [row.key, row.digest, row.start, row.end]


def _others(state: State) -> dict[str, Any]:
    return state.memberships | ({FOREIGN: True} if state.is_foreign else {})


def _changed(row: EdgeRow, state: State, member: str) -> dict[str, Any]:
    properties = marked(row.properties, digest=row.digest, member=member)
    return {"key": row.key, "properties": changes(row.properties, state, identity="key") | properties}
