"""Loads a graph into the empty database of the local server by the server's own importer."""

import csv
import shutil
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from medkg.graph_db.bulk.files import Files
from medkg.graph_db.bulk.importer import end_importer, run_importer
from medkg.graph_db.bulk.swap import take_over
from medkg.graph_db.bulk.vacancy import check_vacant
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import LoadRunning
from medkg.graph_db.load import load
from medkg.graph_db.loading.bookkeeping import STAMP_LABEL, membership
from medkg.graph_db.loading.constraints import ensure_constraints
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.loading.difference import How
from medkg.graph_db.loading.differences import edge_difference, node_difference
from medkg.graph_db.loading.migrations import VERSION
from medkg.graph_db.loading.node_ids import NodeIds
from medkg.graph_db.loading.prepare import edge_preparer, node_preparer
from medkg.graph_db.loading.report import LoadReport, load_report
from medkg.graph_db.loading.size import BatchSize
from medkg.graph_db.loading.stamp import Stamp, ensure_stamps, is_importing, read_stamp, write_stamp
from medkg.graph_db.progress import Progress, silent
from medkg.graph_db.schema import Schema
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store
from medkg.graph_db.tables import EdgeTable, NodeTable

__all__ = ["bulk_load"]

_AT_ONCE = 2


def bulk_load(
    nodes: Sequence[NodeTable],
    edges: Sequence[EdgeTable],
    *,
    schema: Schema,
    server: Server,
    graph: str,
    build: str | None = None,
    progress: Progress = silent,
) -> LoadReport:
    """Makes the empty database of ``server`` hold ``nodes`` and ``edges`` as a load would: the same nodes,
    edges, constraints and bookkeeping.

    The import is made aside, while the server runs, and then takes the place of the empty database, for which
    the server is restarted. Cut off before, it leaves nothing; cut off after, calling this again
    makes what is left (constraints, and the few rows that the importer's files cannot hold). A graph that is
    in whole from a build of that name is left as it is.

    Raises:
        NotEmpty: when the database holds nodes.
        InUse: when others are connected to the server.
        LoadRunning: while another bulk import runs.
        InvalidRow: for a row that the schema or Neo4j does not allow.
        ImportFailed: for a key that is given twice or an edge without its ends.
        StoreError: what server and store raise.
    """
    run = _Bulk(nodes, edges, schema, server, graph, build, progress)
    with _alone(server.instance):
        return run()


class _Bulk:
    """One import."""

    def __init__(
        self,
        nodes: Sequence[NodeTable],
        edges: Sequence[EdgeTable],
        schema: Schema,
        server: Server,
        graph: str,
        build: str | None,
        progress: Progress,
    ) -> None:
        self._nodes, self._edges, self._schema = nodes, edges, schema
        self._server, self._graph, self._build, self._progress = server, graph, build, progress
        self._begun = time.monotonic()
        self._folder = server.instance / "bulk"

    def __call__(self) -> LoadReport:
        end_importer(self._folder)
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._server.status() or (self._server.instance / "data" / "databases").exists():
            self._server.start(progress=self._progress)
            with self._open() as store:
                stamp = read_stamp(store, self._graph)
                if is_importing(store, self._graph) or (stamp and self._build and stamp.build == self._build):
                    return self._online(store)
                check_vacant(store)
        files = self._write()
        self._replace(files)
        with self._open() as store:
            self._complete(store, files)
        shutil.rmtree(self._folder)
        counts = Counts(created=files.nodes), Counts(created=files.edges)
        return load_report(*counts, seconds=time.monotonic() - self._begun)

    def _online(self, store: Store) -> LoadReport:
        return load(
            chain.from_iterable(table.rows() for table in self._nodes),
            chain.from_iterable(table.rows() for table in self._edges),
            schema=self._schema,
            store=store,
            graph=self._graph,
            build=self._build,
            progress=self._progress,
        )

    def _write(self) -> Files:
        """The importer's files, two at a time, nodes before edges."""
        (self._folder / "files").mkdir(parents=True)
        told = _Told(self._progress, "writing files")
        files = Files(self._folder / "files", self._schema, membership(self._graph), told)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(files.add_nodes, self._nodes))
            list(pool.map(files.add_edges, self._edges))
        files.options.append(f"--nodes={self._stamp(files).name}")
        return files

    def _stamp(self, files: Files) -> Path:
        """A file with the node that tells that the import is not complete."""
        path = files.folder / "stamp.csv"
        columns = (f":ID({STAMP_LABEL})", ":LABEL", "name", "schema:long", "importing:boolean")
        with path.open("x", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([columns, ("1", STAMP_LABEL, self._graph, VERSION, "true")])
        return path

    def _replace(self, files: Files) -> None:
        imported = run_importer(self._server, self._folder, files, progress=self._progress)
        shutil.rmtree(files.folder)
        if self._server.status():
            with self._open() as store:
                check_vacant(store)
        self._progress("restarting Neo4j", 0, None)
        old = self._folder / "old"
        self._server.restart(
            lambda: take_over(self._server.instance, imported, aside=old), progress=self._progress
        )

    def _complete(self, store: Store, files: Files) -> None:
        """Constraints, the rows that are left, the stamp."""
        self._progress("indexing", 0, None)
        ensure_stamps(store)
        ensure_constraints(store, self._schema)
        how: How = {
            "size": BatchSize(),
            "sessions": 1,
            "stage": "loading the rest",
            "progress": self._progress,
            "before": lambda: None,
        }
        member, ids = membership(self._graph), NodeIds()
        if files.left_nodes:
            prepared = map(node_preparer(self._schema), files.left_nodes)
            difference = node_difference(store, self._schema, member=member, write=True, ids=ids)
            difference.apply(prepared, source=files.left_nodes, **how)
        if files.left_edges:
            rows = map(edge_preparer(self._schema), files.left_edges)
            edges = edge_difference(store, self._schema, member=member, write=True, ids=ids)
            edges.apply(rows, source=files.left_edges, **how)
        write_stamp(store, self._graph, Stamp(VERSION, self._build, files.nodes, files.edges))

    def _open(self) -> Store:
        info = self._server.start(progress=self._progress)
        return Store.open(Connection(info.uri, info.user, self._server.password()))


class _Told:
    """Adds up the rows of several threads for a progress."""

    def __init__(self, progress: Progress, stage: str) -> None:
        self._progress, self._stage = progress, stage
        self._done = 0
        self._lock = Lock()

    def __call__(self, rows: int) -> None:
        with self._lock:
            self._done += rows
            self._progress(self._stage, self._done, None)


@contextmanager
def _alone(instance: Path) -> Iterator[None]:
    """Keeps a second import of the server in ``instance`` out."""
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(instance / ".bulk.lock", timeout=0):
            yield
    except Timeout:
        raise LoadRunning(
            f"another bulk import into {instance} runs; run this again when it has ended"
        ) from None
