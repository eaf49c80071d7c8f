"""Brings one batch of edges into the database."""

from collections.abc import Callable, Sequence
from typing import Any

from medkg.graph_db.errors import DanglingEdge
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.bookkeeping import FOREIGN
from medkg.graph_db.loading.compare import Comparison, State, changes, compare, marked
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


def write_edges(transaction: Transaction, comparison: Comparison[EdgeRow], *, member: str) -> None:
    """Makes and changes the edges of ``comparison``.

    An edge whose row names other ends than it has is made anew between these.

    Raises:
        DanglingEdge: when an end is not there.
    """
    misplaced = [(row, state) for row, state in comparison.changed if not state.placed]
    made = [_made(row, {}, member) for row in comparison.missing]
    made += [_made(row, _others(state), member) for row, state in misplaced]
    changed = [_changed(row, state, member) for row, state in comparison.changed if state.placed]
    changed += [{"key": row.key, "properties": {member: True}} for row in comparison.to_mark]
    first = next(iter([*comparison.missing, *(row for row, _ in comparison.changed), *comparison.to_mark]))
    group = first.group
    if misplaced:
        transaction.run(cypher.delete_edges(group), {"keys": [row.key for row, _ in misplaced]})
    _create(transaction, group, made)
    if changed:
        transaction.run(cypher.change_edges(group), {"rows": changed})


def _made(row: EdgeRow, others: dict[str, Any], member: str) -> list[Any]:
    properties = marked(row.properties, digest=row.digest, member=member)
    return [row.start, row.end, others | properties | {"key": row.key}]


def _others(state: State) -> dict[str, Any]:
    return state.memberships | ({FOREIGN: True} if state.is_foreign else {})


def _changed(row: EdgeRow, state: State, member: str) -> dict[str, Any]:
    properties = marked(row.properties, digest=row.digest, member=member)
    return {"key": row.key, "properties": changes(row.properties, state, identity="key") | properties}


def _create(transaction: Transaction, group: EdgeType, rows: Sequence[list[Any]]) -> None:
    if rows and transaction.run(cypher.create_edges(group), {"rows": rows})[0]["made"] != len(rows):
        labels = {"start": group.start, "end": group.end}
        lost = transaction.run(cypher.missing_end(group), {"rows": rows, **labels})[0]
        raise DanglingEdge(
            f"edge ({group.name} {lost['key']!r}): no node ({lost['label']} {lost['id']!r}) is there"
        )
