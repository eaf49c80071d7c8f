"""One run of a load: batch by batch, then the sweep."""

import time
from collections.abc import Callable, Iterable, Sized
from typing import TypeVar

from medkg.graph_db.errors import QueryFailed
from medkg.graph_db.loading.batches import Batch, R, batches
from medkg.graph_db.loading.bookkeeping import membership
from medkg.graph_db.loading.compare import Comparison
from medkg.graph_db.loading.constraints import ensure_constraints
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.loading.edges import write_edges
from medkg.graph_db.loading.ledger import SWEPT_EDGES, SWEPT_NODES, Ledger
from medkg.graph_db.loading.nodes import write_nodes
from medkg.graph_db.loading.prepare import EdgeRow, NodeRow, edge_preparer, node_preparer
from medkg.graph_db.loading.report import LoadReport, load_report
from medkg.graph_db.loading.sweep import sweep
from medkg.graph_db.progress import Progress
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store, Transaction

_RETRIES = 2
_TAKEN_KEY = "Neo.ClientError.Schema.ConstraintValidationFailed"

T = TypeVar("T")


class LoadRun:
    """One run of a load."""

    def __init__(self, store: Store, schema: Schema, graph: str, progress: Progress, batch_size: int) -> None:
        if batch_size < 1:
            raise ValueError(f"a batch of {batch_size} rows is none; 1 or more are allowed")
        self._store = store
        self._schema = schema
        self._member = membership(graph)
        self._progress = progress
        self._batch_size = batch_size
        self._ledger = Ledger(store, graph)
        self._entries: dict[str, Counts] = {}
        self._seen: set[str] = set()
        self._rows = 0

    def run(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> LoadReport:
        """Reads both once, writes what is not there yet and takes out what is no longer given."""
        begun = time.monotonic()
        self._progress("preparing the database", 0, None)
        ensure_constraints(self._store, self._schema)
        self._entries = self._ledger.entries()
        node_rows = map(node_preparer(self._schema), nodes)
        node_counts = self._all(
            "loading nodes", batches(node_rows, size=self._batch_size), self._nodes, nodes
        )
        edge_rows = map(edge_preparer(self._schema), edges)
        edge_counts = self._all(
            "loading edges", batches(edge_rows, size=self._batch_size), self._edges, edges
        )
        swept = self._sweep()
        self._ledger.clear()
        seconds = time.monotonic() - begun
        return load_report(
            node_counts + swept[0], edge_counts + swept[1], rows_per_second=self._rows / max(seconds, 1e-9)
        )

    def _all(
        self,
        stage: str,
        batches_: Iterable[Batch[R]],
        write: Callable[[Transaction, Batch[R]], Comparison[R]],
        source: object,
    ) -> Counts:
        total = len(source) if isinstance(source, Sized) else None
        counts, done = Counts(), 0
        self._progress(stage, done, total)
        for batch in batches_:
            if batch.digest not in self._seen:
                counts += self._entries.get(batch.digest) or self._one(batch, write)
                self._seen.add(batch.digest)
            done += len(batch.rows)
            self._progress(stage, done, total)
        self._rows += done
        return counts

    def _one(self, batch: Batch[R], write: Callable[[Transaction, Batch[R]], Comparison[R]]) -> Counts:
        def work(transaction: Transaction) -> tuple[Counts, frozenset[str]]:
            comparison = write(transaction, batch)
            self._ledger.forget(transaction, comparison.robbed)
            return self._ledger.record(transaction, batch.digest, comparison.counts), comparison.robbed

        counts, robbed = self._transaction(work)
        for digest in robbed:
            self._entries.pop(digest, None)
        return counts

    def _transaction(self, work: Callable[[Transaction], T]) -> T:
        """Again where another load made one of our keys between our look and our write."""
        for _ in range(_RETRIES):
            try:
                return self._store.transaction(work)
            except QueryFailed as error:
                if error.code != _TAKEN_KEY:
                    raise
        return self._store.transaction(work)

    def _nodes(self, transaction: Transaction, batch: Batch[NodeRow]) -> Comparison[NodeRow]:
        return write_nodes(transaction, batch, schema=self._schema, member=self._member, seen=self._seen)

    def _edges(self, transaction: Transaction, batch: Batch[EdgeRow]) -> Comparison[EdgeRow]:
        return write_edges(transaction, batch, member=self._member, seen=self._seen)

    def _sweep(self) -> tuple[Counts, Counts]:
        stale = self._entries.keys() - self._seen - {SWEPT_NODES, SWEPT_EDGES}
        self._store.transaction(lambda transaction: self._ledger.forget(transaction, stale))
        sweep(self._store, self._ledger, member=self._member, batches=self._seen, progress=self._progress)
        entries = self._ledger.entries()
        return entries.get(SWEPT_NODES, Counts()), entries.get(SWEPT_EDGES, Counts())
