"""Which batches of an unfinished load are already in the database.

An entry stands if and only if every row of its batch is in the database as the batch has it: it is written
in the transaction that writes the batch, and removed in the transaction in which another batch takes one of
its rows.
"""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.store import Store, Transaction

SWEPT_NODES = "swept nodes"
SWEPT_EDGES = "swept edges"


class Ledger:
    """The ledger of one graph."""

    def __init__(self, store: Store, graph: str) -> None:
        self._store = store
        self._graph = graph

    def entries(self) -> dict[str, Counts]:
        """The digest of each batch that is in, with what it did; also what was swept so far."""
        rows = self._store.read(cypher.LEDGER, {"graph": self._graph})
        return {row.pop("digest"): Counts(**row) for row in rows}

    def record(self, transaction: Transaction, digest: str, counts: Counts) -> Counts:
        """Enters a batch and returns what stands there.

        That is ``counts``, or what the first try did where the server's word that it was done got lost.
        """
        return Counts(**transaction.run(cypher.RECORD, self._entry(digest, counts))[0])

    def add_deleted(self, transaction: Transaction, entry: str, deleted: int) -> None:
        """Adds to what was swept (:data:`SWEPT_NODES`, :data:`SWEPT_EDGES`)."""
        transaction.run(cypher.ADD_DELETED, self._entry(entry, Counts(deleted=deleted)))

    def forget(self, transaction: Transaction, digests: Collection[str]) -> None:
        """Strikes out batches."""
        if digests:
            transaction.run(cypher.FORGET, {"graph": self._graph, "digests": sorted(digests)})

    def clear(self) -> None:
        """Ends the load."""
        self._store.write(cypher.CLEAR, {"graph": self._graph})

    def _entry(self, digest: str, counts: Counts) -> dict[str, Any]:
        return {"graph": self._graph, "digest": digest, "counts": asdict(counts)}
