"""Loads rows into Neo4j so that loading twice equals loading once, and a killed load can be run again.

How it stays so is described in :mod:`medkg.graph_db.loading.bookkeeping` and
:mod:`medkg.graph_db.loading.ledger`.
"""

from collections.abc import Iterable

from medkg.graph_db.loading.report import LoadReport
from medkg.graph_db.loading.run import LoadRun
from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store

__all__ = ["BATCH_SIZE", "LoadReport", "load"]

BATCH_SIZE = 5000


def load(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    schema: Schema,
    store: Store,
    graph: str,
    progress: Progress | None = None,
    batch_size: int = BATCH_SIZE,
) -> LoadReport:
    """Makes the graph named ``graph`` consist of exactly ``nodes`` and ``edges``; other graphs are left
    alone.

    Both are read once, in batches of ``batch_size`` rows, a transaction each. A load that was cut off, by
    whatever, is ended by calling this again: batches that are in are skipped where they come the same. A
    node or edge that another graph has too gets the properties of the load that came last. One that others
    made gets ours besides its own, and is never deleted. Two loads of one graph must not run at the same
    time.

    Raises:
        InvalidRow: for a row that the schema or Neo4j does not allow.
        RepeatedRow: for a key given twice with different content.
        DanglingEdge: for an edge without its ends.
        StoreError: what the store raises; ``retryable`` tells whether calling again may help.
    """
    return LoadRun(store, schema, graph, progress or silent, batch_size).run(nodes, edges)
