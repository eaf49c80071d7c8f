"""Brings one batch of edges into the database."""

from collections.abc import Collection, Sequence
from typing import Any

from medkg.graph_db.errors import DanglingEdge
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.batches import Batch
from medkg.graph_db.loading.bookkeeping import FOREIGN
from medkg.graph_db.loading.compare import Comparison, State, changes, compare, new_properties
from medkg.graph_db.loading.prepare import EdgeRow
from medkg.graph_db.schema import EdgeType
from medkg.graph_db.store import Transaction


def write_edges(
    transaction: Transaction, batch: Batch[EdgeRow], *, member: str, seen: Collection[str]
) -> Comparison[EdgeRow]:
    """Makes the edges of ``batch`` as it has them, marked with ``member``, and tells what that took.

    An edge whose row names other ends than it has is made anew between these.

    Raises:
        DanglingEdge: when an end is not there.
    """
    group = batch.rows[0].group
    rows = [{"index": index, "digest": row.digest, **_ends(row)} for index, row in enumerate(batch.rows)]
    found = transaction.run(
        cypher.edge_states(group), {"rows": rows, "member": member, "batch": batch.digest}
    )[0]
    comparison = compare(
        batch, [State(**state) for state in found["states"]], missing=found["missing"], seen=seen
    )
    marks = {"member": member, "batch": batch.digest}
    _create(transaction, group, _new_edges(transaction, group, comparison, marks))
    _change(transaction, group, _changed_edges(comparison, marks))
    return comparison


def _new_edges(
    transaction: Transaction, group: EdgeType, comparison: Comparison[EdgeRow], marks: dict[str, str]
) -> list[dict[str, Any]]:
    misplaced = [(row, state) for row, state in comparison.changed if not state.placed]
    if misplaced:
        transaction.run(cypher.delete_edges(group), {"keys": [row.key for row, _ in misplaced]})
    made = [_ends(row) | {"properties": _properties(row, marks)} for row in comparison.missing]
    for row, state in misplaced:
        others = state.memberships | ({FOREIGN: True} if state.is_foreign else {})
        made.append(_ends(row) | {"properties": others | _properties(row, marks)})
    return made


def _changed_edges(comparison: Comparison[EdgeRow], marks: dict[str, str]) -> list[dict[str, Any]]:
    changed = [
        {
            "key": row.key,
            "properties": changes(row.properties, state, identity="key") | _properties(row, marks),
        }
        for row, state in comparison.changed
        if state.placed
    ]
    mark = {marks["member"]: marks["batch"]}
    return changed + [{"key": row.key, "properties": mark} for row in comparison.moved_batch]


def _create(transaction: Transaction, group: EdgeType, rows: Sequence[dict[str, Any]]) -> None:
    if rows and transaction.run(cypher.create_edges(group), {"rows": rows})[0]["made"] != len(rows):
        labels = {"start": group.start, "end": group.end}
        lost = transaction.run(cypher.missing_end(group), {"rows": rows, **labels})[0]
        raise DanglingEdge(
            f"edge ({group.name} {lost['key']!r}): no node ({lost['label']} {lost['id']!r}) is there"
        )


def _change(transaction: Transaction, group: EdgeType, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        transaction.run(cypher.change_edges(group), {"rows": rows})


def _properties(row: EdgeRow, marks: dict[str, str]) -> dict[str, Any]:
    return new_properties(row.properties, digest=row.digest, **marks)


def _ends(row: EdgeRow) -> dict[str, Any]:
    return {"key": row.key, "start": row.start, "end": row.end}
