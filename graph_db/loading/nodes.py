"""Brings one batch of nodes into the database."""

from collections.abc import Collection
from typing import Any

from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.batches import Batch
from medkg.graph_db.loading.compare import Comparison, State, changes, compare, new_properties
from medkg.graph_db.loading.prepare import NodeRow
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Transaction


def write_nodes(
    transaction: Transaction, batch: Batch[NodeRow], *, schema: Schema, member: str, seen: Collection[str]
) -> Comparison[NodeRow]:
    """Makes the nodes of ``batch`` as it has them, marked with ``member``, and tells what that took."""
    label = batch.rows[0].group
    rows = [{"index": index, "key": row.key, "digest": row.digest} for index, row in enumerate(batch.rows)]
    found = transaction.run(
        cypher.node_states(label), {"rows": rows, "member": member, "batch": batch.digest}
    )[0]
    comparison = compare(
        batch, [State(**state) for state in found["states"]], missing=found["missing"], seen=seen
    )
    marks = {"member": member, "batch": batch.digest}
    changed = [_created(row, marks) for row in comparison.missing]
    changed += [_updated(row, state, schema, marks) for row, state in comparison.changed]
    changed += [_statement_row(row, {member: batch.digest}) for row in comparison.moved_batch]
    if changed:
        transaction.run(cypher.write_nodes(label), {"rows": changed})
    return comparison


def _created(row: NodeRow, marks: dict[str, str]) -> dict[str, Any]:
    return _statement_row(row, new_properties(row.properties, digest=row.digest, **marks), labels=row.labels)


def _updated(row: NodeRow, state: State, schema: Schema, marks: dict[str, str]) -> dict[str, Any]:
    properties = new_properties(row.properties, digest=row.digest, **marks)
    unwanted = set(state.labels) & set(schema.extra_labels) - set(row.labels)
    return _statement_row(
        row,
        changes(row.properties, state, identity="id") | properties,
        labels=row.labels,
        unwanted=() if state.is_foreign else sorted(unwanted),
    )


def _statement_row(
    row: NodeRow, properties: dict[str, Any], *, labels: Collection[str] = (), unwanted: Collection[str] = ()
) -> dict[str, Any]:
    return {"key": row.key, "properties": properties, "labels": list(labels), "unwanted": list(unwanted)}
