"""Loads that are really killed, at the client and at the server."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from medkg.graph_db.checksum import checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import Unreachable
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.rows import Node
from medkg.graph_db.server.server import Server, ServerInfo
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes

ROOT = Path(__file__).parents[2]
COUNT, MORE, BATCH_SIZE = 600, 640, 40
KILLS = (3, 17, 34, 52)
"""The lines of progress after which the loader is killed; there are 60 batches."""


def start_loader(connection: Connection) -> subprocess.Popen[str]:
    assert connection.password is not None
    command = [sys.executable, "-m", "tests.graph_db.loader", connection.uri, str(COUNT), str(BATCH_SIZE)]
    environment = os.environ | {"NEO4J_PASSWORD": connection.password}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


def kill_after(lines: int, connection: Connection, *, stage: str = "loading", delay: float = 0.0) -> None:
    """Kills a loader once it has told ``lines`` steps of ``stage``, and ``delay`` seconds more."""
    with start_loader(connection) as loader:
        assert loader.stdout is not None
        for line in loader.stdout:
            lines -= line.startswith(stage)
            if lines <= 0:
                break
        time.sleep(delay)
        loader.kill()
    assert loader.returncode == -signal.SIGKILL


def load_all(store: Store, count: int = COUNT, batch_size: int = BATCH_SIZE) -> LoadReport:
    return load(
        many_nodes(count), many_edges(count), schema=SCHEMA, store=store, graph="main", batch_size=batch_size
    )


def empty(store: Store) -> None:
    store.write("MATCH (n) DETACH DELETE n")


def test_a_load_killed_again_and_again_gives_the_same_graph(
    store: Store, neo4j_connection: Connection
) -> None:
    load_all(store, MORE, 2000)
    load_all(store)
    expected = checksum(store)
    empty(store)
    load_all(store, MORE, 2000)
    chance = random.Random(7)
    for lines in KILLS:
        kill_after(lines, neo4j_connection, delay=chance.random() * 0.05)
    kill_after(1, neo4j_connection, stage="removing")
    finished = load_all(store)
    assert finished.created == 0
    assert finished.unchanged == 4 * COUNT
    assert checksum(store) == expected
    assert load_all(store).unchanged == 4 * COUNT


def test_a_killed_load_may_go_on_with_other_rows(store: Store, neo4j_connection: Connection) -> None:
    load_all(store, COUNT - 100)
    expected = checksum(store)
    empty(store)
    kill_after(40, neo4j_connection)
    load_all(store, COUNT - 100)
    assert checksum(store) == expected


def test_after_other_rows_the_first_ones_are_not_taken_for_loaded(
    store: Store, neo4j_connection: Connection
) -> None:
    load_all(store)
    expected = checksum(store)
    empty(store)
    kill_after(20, neo4j_connection)
    other = [Node(node.ref, (), {"size": -1}) for node in many_nodes(10) if node.ref.label == "Place"]

    def breaking_off() -> Iterator[Node]:
        yield from other
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(breaking_off(), (), schema=SCHEMA, store=store, graph="main", batch_size=len(other))
    assert store.read("MATCH (n {size: -1}) RETURN count(n) AS n") == [{"n": len(other)}]
    load_all(store)
    assert checksum(store) == expected


def test_a_killed_server_comes_back_and_the_load_goes_on(
    store: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load_all(store)
    expected = checksum(store)
    server = Server(tmp_path_factory.mktemp("killed"), port=0, heap="512m", page_cache="64m")
    try:
        info = server.start()
        with open_store(server, info) as doomed, pytest.raises(Unreachable) as caught:
            nodes = killing(many_nodes(COUNT), info.pid, at=2 * COUNT - 250)
            load(nodes, (), schema=SCHEMA, store=doomed, graph="main", batch_size=BATCH_SIZE)
        assert caught.value.retryable
        assert server.status() is None
        with open_store(server, server.start()) as revived:
            report = load_all(revived)
            assert report.nodes.unchanged > COUNT
            assert report.nodes.created > 0
            assert checksum(revived) == expected
    finally:
        server.stop()


def open_store(server: Server, info: ServerInfo) -> Store:
    return Store.open(Connection(info.uri, info.user, server.password()), patience=0.5)


def killing(nodes: Iterator[Node], pid: int, *, at: int) -> Iterator[Node]:
    """The nodes; before number ``at`` the process is killed."""
    for number, node in enumerate(nodes):
        if number == at:
            process = psutil.Process(pid)
            process.kill()
            process.wait(30)
        yield node
