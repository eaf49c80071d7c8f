"""Bulk imports that are really killed leave nothing half done."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from medkg.graph_db.bulk.load import bulk_load
from medkg.graph_db.checksum import GraphChecksum, checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes
from tests.graph_db.tables import edge_tables, node_tables

ROOT = Path(__file__).parents[2]
COUNT = 200


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "own", port=0, heap="512m", page_cache="64m")
    yield server
    server.stop()


@pytest.fixture
def expected(store: Store) -> GraphChecksum:
    """What an ordinary load gives."""
    load(many_nodes(COUNT), many_edges(COUNT), schema=SCHEMA, store=store, graph="main")
    return checksum(store)


def kill_in(stages: tuple[str, ...], server: Server, *, delay: float) -> None:
    """Kills an importing process ``delay`` seconds after it has told of one of ``stages``."""
    command = [sys.executable, "-m", "tests.graph_db.bulk_loader", str(server.instance), str(COUNT)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as loader:
        assert loader.stdout is not None
        assert any(line.startswith(stages) for line in loader.stdout)
        time.sleep(delay)
        loader.kill()
    assert loader.returncode == -signal.SIGKILL


def bulk(server: Server) -> LoadReport:
    tables = node_tables(many_nodes(COUNT)), edge_tables(many_edges(COUNT))
    return bulk_load(*tables, schema=SCHEMA, server=server, graph="main")


def opened(server: Server) -> Store:
    info = server.start()
    return Store.open(Connection(info.uri, info.user, server.password()))


def test_killed_before_it_takes_over_it_leaves_nothing(server: Server, expected: GraphChecksum) -> None:
    kill_in(("importing",), server, delay=0.5)
    with opened(server) as store:
        assert store.read("MATCH (n) RETURN n") == []
    assert bulk(server).created == 4 * COUNT
    with opened(server) as store:
        assert checksum(store) == expected
    assert not (server.instance / "bulk").exists()


def test_killed_while_it_takes_over_it_is_ended_by_the_next_one(
    server: Server, expected: GraphChecksum
) -> None:
    kill_in(("restarting",), server, delay=0.3)
    kill_in(("indexing", "loading"), server, delay=0.1)
    report = bulk(server)
    assert (report.created, report.unchanged) == (0, 4 * COUNT)
    with opened(server) as store:
        assert checksum(store) == expected
        again = load(many_nodes(COUNT), many_edges(COUNT), schema=SCHEMA, store=store, graph="main")
        assert again.unchanged == 4 * COUNT
