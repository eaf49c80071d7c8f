"""Graphs that earlier releases loaded: every released version of the schema goes on as today's."""

import pytest

from medkg.graph_db.checksum import checksum
from medkg.graph_db.errors import SchemaTooNew
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.loading.migrations import VERSION
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, place
from tests.graph_db.released import EDGES, GRAPHS, NODES, REWRITTEN, make_released


def load_again(store: Store, build: str | None = None) -> LoadReport:
    return load(NODES, EDGES, schema=SCHEMA, store=store, graph="main", build=build)


def test_every_version_up_to_todays_is_tested() -> None:
    assert set(GRAPHS) == set(REWRITTEN) == set(range(1, VERSION + 1))


@pytest.mark.parametrize("version", GRAPHS)
def test_a_graph_of_a_released_version_is_taken_over(store: Store, version: int) -> None:
    load_again(store)
    expected = checksum(store)
    store.write("MATCH (n) DETACH DELETE n")
    make_released(store, version)
    store.write("CREATE (:Place {id: 'theirs'})")
    report = load_again(store)
    assert (report.created, report.updated, report.deleted) == (0, REWRITTEN[version], 0)
    assert store.read("MATCH (g:_Graph {name: 'main'}) RETURN g.schema AS schema") == [{"schema": VERSION}]
    store.write("MATCH (n:Place {id: 'theirs'}) DELETE n")
    assert checksum(store) == expected
    assert load_again(store).unchanged == len(NODES) + len(EDGES)


def test_a_build_that_todays_version_has_in_whole_is_not_read(store: Store) -> None:
    make_released(store, VERSION)
    assert load([], [], schema=SCHEMA, store=store, graph="main", build="b1").unchanged == 5


def test_the_ledger_of_release_0_1_goes(store: Store) -> None:
    make_released(store, 1)
    load_again(store)
    assert store.read("MATCH (b:_LoadBatch) RETURN b") == []
    names = store.read("SHOW CONSTRAINTS YIELD labelsOrTypes RETURN labelsOrTypes[0] AS n")
    assert "_LoadBatch" not in {row["n"] for row in names}


def test_a_graph_of_a_later_release_is_refused(store: Store) -> None:
    load([place(1)], (), schema=SCHEMA, store=store, graph="main")
    store.write("MATCH (g:_Graph {name: 'main'}) SET g.schema = 99")
    with pytest.raises(SchemaTooNew, match="version 99"):
        load([], (), schema=SCHEMA, store=store, graph="main")
    assert store.read("MATCH (p:Place) RETURN p.id AS id") == [{"id": "P:1"}]
