"""Brings one batch of nodes into the database."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.columns import columns_of
from medkg.graph_db.loading.compare import Comparison, State, changes, compare, marked
from medkg.graph_db.loading.node_ids import NodeIds
from medkg.graph_db.loading.prepare import NodeRow
from medkg.graph_db.store import Rows, Transaction

Run = Callable[[str, dict[str, Any]], Rows]


def look_at_nodes(
    run: Run, rows: Sequence[NodeRow], was_given: Callable[[int | None], bool], *, member: str
) -> Comparison[NodeRow]:
    """What it takes to have ``rows``; ``run`` runs a reading statement."""
    keys = [[index, row.key] for index, row in enumerate(rows)]
    found = run(cypher.node_states(rows[0].group.label), {"rows": keys, "member": member})[0]
    states = [State(**state) for state in found["states"]]
    return compare(rows, states, missing=found["missing"], was_given=was_given)


def write_nodes(
    transaction: Transaction,
    comparison: Comparison[NodeRow],
    *,
    extra_labels: Collection[str],
    member: str,
    ids: NodeIds,
) -> None:
    """Makes and changes the nodes of ``comparison``; of the ``extra_labels`` each has those of its row.

    ``ids`` remembers those that are made.
    """
    if comparison.missing:
        _create(transaction, comparison.missing, member, ids)
    changed = [_updated(row, state, extra_labels, member) for row, state in comparison.changed]
    changed += [_change(row, {member: True}) for row in comparison.to_mark]
    if changed:
        label = (comparison.to_mark or [row for row, _ in comparison.changed])[0].group.label
        transaction.run(cypher.change_nodes(label), {"rows": changed})


def _create(transaction: Transaction, rows: Sequence[NodeRow], member: str, ids: NodeIds) -> None:
    group = rows[0].group
    columns = columns_of(row.properties for row in rows)
    lists = [[row.key, row.digest, *columns.values(row.properties)] for row in rows]
    made = transaction.run(cypher.create_nodes(group, columns, member), {"rows": lists})[0]["ids"]
    ids.add(group.label, [row.key for row in rows], made)


def _updated(row: NodeRow, state: State, extra_labels: Collection[str], member: str) -> dict[str, Any]:
    properties = marked(row.properties, digest=row.digest, member=member)
    unwanted = set(state.labels) & set(extra_labels) - set(row.group.labels)
    return _change(
        row,
        changes(row.properties, state, identity="id") | properties,
        labels=row.group.labels,
        unwanted=() if state.is_foreign else sorted(unwanted),
    )


def _change(
    row: NodeRow, properties: dict[str, Any], *, labels: Collection[str] = (), unwanted: Collection[str] = ()
) -> dict[str, Any]:
    return {"key": row.key, "properties": properties, "labels": list(labels), "unwanted": list(unwanted)}
