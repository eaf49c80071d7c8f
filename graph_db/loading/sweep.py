"""Takes out of a graph what its rows no longer have."""

from collections.abc import Collection
from typing import Any

from medkg.graph_db.errors import DanglingEdge
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN
from medkg.graph_db.loading.ledger import SWEPT_EDGES, SWEPT_NODES, Ledger
from medkg.graph_db.progress import Progress
from medkg.graph_db.store import Store, Transaction

_AT_ONCE = 10_000


def sweep(store: Store, ledger: Ledger, *, member: str, batches: Collection[str], progress: Progress) -> None:
    """Deletes the edges, then the nodes marked with ``member`` that no batch of ``batches`` carried.

    What belongs to another graph too only loses the mark. So does what others made, and a node that others'
    edges hold: it is theirs from then on. What was deleted is entered in ``ledger`` in the same
    transactions.

    Raises:
        DanglingEdge: when an edge that stays needs a node that is to go; nothing is deleted then.
    """
    parameters: dict[str, Any] = {
        "member": member,
        "batches": sorted(batches),
        "limit": _AT_ONCE,
        "leave": {member: None},
        "release": {member: None, DIGEST: None, FOREIGN: None},
    }
    _check_held(store, parameters)
    for stage, statement, entry in (
        ("removing old edges", cypher.SWEEP_EDGES, SWEPT_EDGES),
        ("removing old nodes", cypher.SWEEP_NODES, SWEPT_NODES),
    ):
        done = 0
        while swept := store.transaction(lambda tx: _sweep_some(tx, ledger, statement, entry, parameters)):  # noqa: B023 # called at once
            done += swept
            progress(stage, done, None)


def _sweep_some(
    transaction: Transaction, ledger: Ledger, statement: str, entry: str, parameters: dict[str, Any]
) -> int:
    row = transaction.run(statement, parameters)[0]
    if row["deleted"]:
        ledger.add_deleted(transaction, entry, row["deleted"])
    return int(row["swept"])


def _check_held(store: Store, parameters: dict[str, Any]) -> None:
    for row in store.read(cypher.HELD_NODE, parameters):
        raise DanglingEdge(
            f"edge ({row['type']} {row['key']!r}) needs node {row['id']!r}, which is no longer given"
        )
