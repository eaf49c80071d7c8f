"""Loads rows into Neo4j so that loading twice equals loading once, and a killed load can be run again.

What a load writes besides the rows is described in :mod:`medkg.graph_db.loading.bookkeeping`.
"""

import time
from collections.abc import Iterable

from medkg.graph_db.loading.bookkeeping import membership
from medkg.graph_db.loading.constraints import ensure_constraints
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.loading.difference import Difference, How
from medkg.graph_db.loading.differences import edge_difference, node_difference
from medkg.graph_db.loading.lock import LoadLock, load_lock
from medkg.graph_db.loading.migrations import VERSION, migrate
from medkg.graph_db.loading.node_ids import NodeIds
from medkg.graph_db.loading.prepare import EdgeRow, NodeRow, edge_preparer, node_preparer
from medkg.graph_db.loading.report import LoadReport, load_report
from medkg.graph_db.loading.size import BatchSize
from medkg.graph_db.loading.stamp import Stamp, begin_writing, ensure_stamps, read_stamp, write_stamp
from medkg.graph_db.loading.sweep import check_held, sweep_edges, sweep_nodes
from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store

__all__ = ["SESSIONS", "LoadReport", "load"]

SESSIONS = 2


def load(
    nodes: Iterable[Node],
    edges: Iterable[Edge],
    *,
    schema: Schema,
    store: Store,
    graph: str,
    build: str | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
    batch_size: int | None = None,
    sessions: int = SESSIONS,
) -> LoadReport:
    """Makes the graph named ``graph`` consist of exactly ``nodes`` and ``edges``; other graphs are left
    alone.

    Both are read once and only what differs is written, in transactions of ``batch_size`` rows (None: as many
    as the server takes well), of nodes ``sessions`` at a time, of edges one: to make an edge locks its
    neighbours, whichever nodes they join. A load that was cut off, by whatever, is ended by calling this
    again. A node or edge that another graph has too gets the properties of the load that came last. One that
    others made gets ours besides its own, and is never deleted. ``build`` names what is loaded: where the
    graph is in whole from a build of that name, nothing is read. A ``dry_run`` reads and compares, and
    writes nothing.

    Raises:
        LoadRunning: while another load writes to the database.
        SchemaTooNew: when a later release loaded the graph.
        InvalidRow: for a row that the schema or Neo4j does not allow.
        RepeatedRow: for a key given twice with different content.
        DanglingEdge: for an edge without its ends.
        StoreError: what the store raises; ``retryable`` tells whether calling again may help.
    """
    run = _Load(store, schema, graph, progress or silent, BatchSize(batch_size), sessions)
    if build is not None and (stamp := read_stamp(store, graph)) and stamp.build == build:
        return run.skipped(stamp, dry_run)
    if dry_run:
        return run.compare(nodes, edges)
    with load_lock(store, run.prepare) as lock:
        return run.write(nodes, edges, lock, build)


class _Load:
    """One load of ``graph``."""

    def __init__(
        self, store: Store, schema: Schema, graph: str, progress: Progress, size: BatchSize, sessions: int
    ) -> None:
        self._store, self._schema, self._graph = store, schema, graph
        self._member, self._ids = membership(graph), NodeIds()
        self._progress, self._size, self._sessions = progress, size, sessions
        self._begun = time.monotonic()

    def skipped(self, stamp: Stamp, dry_run: bool) -> LoadReport:
        """All is there."""
        counts = (Counts(unchanged=stamp.nodes), Counts(unchanged=stamp.edges))
        return load_report(*counts, seconds=self._seconds(), dry_run=dry_run)

    def prepare(self) -> None:
        """Makes the database ready for this release and this schema."""
        self._progress("preparing the database", 0, None)
        ensure_stamps(self._store)
        migrate(self._store, self._graph, progress=self._progress)
        ensure_constraints(self._store, self._schema)

    def compare(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> LoadReport:
        """What a load would do."""
        of_nodes = self._nodes(nodes, lock=None)
        of_edges = self._edges(edges, lock=None)
        gone_edges = of_edges.gone()
        gone_nodes = of_nodes.gone()
        return load_report(
            of_nodes.counts + Counts(deleted=len(gone_nodes)),
            of_edges.counts + Counts(deleted=len(gone_edges)),
            seconds=self._seconds(),
            dry_run=True,
        )

    def write(
        self, nodes: Iterable[Node], edges: Iterable[Edge], lock: LoadLock, build: str | None
    ) -> LoadReport:
        """Writes what differs, takes out what is no longer given, stamps the graph."""
        begin_writing(self._store)
        of_nodes = self._nodes(nodes, lock=lock)
        of_edges = self._edges(edges, lock=lock)
        lock.renew()
        swept_nodes, swept_edges = self._sweep(of_nodes, of_edges)
        given = (of_nodes.digests.given(), of_edges.digests.given())
        write_stamp(self._store, self._graph, Stamp(VERSION, build, *given))
        return load_report(
            of_nodes.counts + swept_nodes, of_edges.counts + swept_edges, seconds=self._seconds()
        )

    def _nodes(self, nodes: Iterable[Node], *, lock: LoadLock | None) -> Difference[NodeRow]:
        difference = node_difference(
            self._store, self._schema, member=self._member, write=lock is not None, ids=self._ids
        )
        rows = map(node_preparer(self._schema), nodes)
        difference.apply(rows, source=nodes, **self._how("nodes", lock, self._sessions))
        return difference

    def _edges(self, edges: Iterable[Edge], *, lock: LoadLock | None) -> Difference[EdgeRow]:
        difference = edge_difference(
            self._store, self._schema, member=self._member, write=lock is not None, ids=self._ids
        )
        rows = map(edge_preparer(self._schema), edges)
        difference.apply(rows, source=edges, **self._how("edges", lock, 1))
        return difference

    def _how(self, what: str, lock: LoadLock | None, sessions: int) -> How:
        return {
            "size": self._size,
            "sessions": sessions,
            "stage": f"loading {what}" if lock else f"comparing {what}",
            "progress": self._progress,
            "before": lock.renew if lock else lambda: None,
        }

    def _sweep(self, of_nodes: Difference[NodeRow], of_edges: Difference[EdgeRow]) -> tuple[Counts, Counts]:
        nodes, edges = of_nodes.gone(), of_edges.gone()
        check_held(self._store, nodes, of_edges.digests, member=self._member)
        edges_deleted = sweep_edges(self._store, edges, member=self._member, progress=self._progress)
        nodes_deleted = sweep_nodes(self._store, nodes, member=self._member, progress=self._progress)
        return Counts(deleted=nodes_deleted), Counts(deleted=edges_deleted)

    def _seconds(self) -> float:
        return time.monotonic() - self._begun
