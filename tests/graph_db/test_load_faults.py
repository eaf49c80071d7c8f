"""What goes wrong at the server while a load runs: restarts, full disks, read-only and unknown databases."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from medkg.graph_db.checksum import GraphChecksum, checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import CommitUnknown, PortTaken, ReadOnlyDatabase, StoreError, UnknownDatabase
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.rows import Node
from medkg.graph_db.server.ports import ANY_PORT, choose_port
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store, Transaction
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes

COUNT, BATCH_SIZE = 600, 100

T = TypeVar("T")


class Own:
    """A server on a port of its own that may be stopped and started with other settings."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, choose_port(ANY_PORT)
        self.server = self.with_settings()

    def with_settings(self, **settings: str) -> Server:
        named = {name.replace("__", "."): value for name, value in settings.items()}
        quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        return Server(
            self.folder,
            port=self.port,
            heap="512m",
            page_cache="64m",
            java_options=quick,
            settings=named,
        )

    def connection(self) -> Connection:
        return Connection(f"bolt://127.0.0.1:{self.port}", "neo4j", self.server.password())

    def kill(self) -> None:
        """Kills the server and waits until its port is free again."""
        self.process().kill()
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                choose_port(self.port)
                return
            except PortTaken:
                time.sleep(0.1)
        raise AssertionError("the port of a killed server is still taken after 30 seconds")

    def process(self) -> psutil.Process:
        info = self.server.status()
        assert info is not None
        return psutil.Process(info.pid)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    own = Own(tmp_path_factory.mktemp("faults"))
    own.server.start()
    yield own
    own.server.stop()


def load_all(store: Store, nodes: Iterator[Node] | None = None) -> LoadReport:
    given = many_nodes(COUNT) if nodes is None else nodes
    edges = many_edges(COUNT)
    return load(given, edges, schema=SCHEMA, store=store, graph="main", batch_size=BATCH_SIZE)


@pytest.fixture
def expected(store: Store) -> GraphChecksum:
    """The checksum of an undisturbed load."""
    load_all(store)
    return checksum(store)


def test_a_server_that_is_restarted_does_not_stop_the_load(own: Own, expected: GraphChecksum) -> None:
    def restarting() -> Iterator[Node]:
        for number, node in enumerate(many_nodes(COUNT)):
            if number == COUNT:
                own.kill()
                own.server.stop()
                own.server.start()
            yield node

    with Store.open(own.connection(), patience=60) as store:
        load_all(store, restarting())
        assert checksum(store) == expected


def test_a_full_disk_is_told_and_the_load_goes_on_later(own: Own, expected: GraphChecksum) -> None:
    with Store.open(own.connection(), patience=0.5) as store:
        store.write("MATCH (n) DETACH DELETE n")
    largest = max(path.stat().st_size for path in own.folder.rglob("neostore*") if path.is_file())
    process = own.process()
    free = process.rlimit(psutil.RLIMIT_FSIZE)
    process.rlimit(psutil.RLIMIT_FSIZE, (largest, free[1]))
    with Store.open(own.connection(), patience=0.5) as store, pytest.raises(StoreError) as caught:
        for number in range(200):
            store.write(
                "UNWIND range(1, 200) AS n CREATE (:Filler {n: n, s: $s})", {"s": "x" * 20_000 + str(number)}
            )
    assert len(str(caught.value).splitlines()) == 1
    own.kill()
    own.server.stop()
    own.server.start()
    with Store.open(own.connection()) as store:
        while store.write("MATCH (n:Filler) WITH n LIMIT 20000 DELETE n RETURN count(*) AS n")[0]["n"]:
            continue
        load_all(store)
        assert checksum(store) == expected


def test_a_read_only_database_is_told(own: Own) -> None:
    own.server.stop()
    own.with_settings(server__databases__default_to_read_only="true").start()
    try:
        with Store.open(own.connection()) as store, pytest.raises(ReadOnlyDatabase, match="read-only"):
            load_all(store)
    finally:
        own.server.stop()
        own.server.start()


class LosesItsConnection(Store):
    """A store whose connection breaks during the commit that follows ``breaks = True``."""

    breaks = False

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        result = super().transaction(work)
        if self.breaks:
            self.breaks = False
            raise CommitUnknown("the connection broke during a commit")
        return result


def test_a_commit_of_which_nothing_is_known_is_looked_at_again(
    neo4j_connection: Connection, expected: GraphChecksum
) -> None:
    with LosesItsConnection.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")

        def breaking() -> Iterator[Node]:
            for number, node in enumerate(many_nodes(COUNT)):
                store.breaks = store.breaks or number == COUNT // 2
                yield node

        load_all(store, breaking())
        assert not store.breaks
        assert checksum(store) == expected


def test_an_unknown_database_is_told(neo4j_connection: Connection) -> None:
    with pytest.raises(UnknownDatabase, match="NEO4J_DATABASE"), _open(neo4j_connection, "nowhere") as store:
        load_all(store)


def _open(connection: Connection, database: str) -> Store:
    return Store.open(replace(connection, database=database), patience=0.5)
