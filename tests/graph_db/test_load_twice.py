"""A build that is in already, loads that only tell, loads at the same time."""

from collections.abc import Iterator
from typing import Any

import pytest

from medkg.graph_db.checksum import checksum
from medkg.graph_db.errors import LoadRunning
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, lives_in, many_edges, many_nodes, near, person, place


def load_all(store: Store, count: int, *, graph: str = "main", **options: Any) -> LoadReport:
    nodes, edges = list(many_nodes(count)), list(many_edges(count))
    return load(nodes, edges, schema=SCHEMA, store=store, graph=graph, **options)


def everything(store: Store) -> list[dict[str, Any]]:
    return store.read(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n) AS n, properties(n) AS node, "
        "elementId(r) AS r, properties(r) AS edge ORDER BY n, r"
    )


def test_a_build_that_is_in_is_not_even_read(store: Store) -> None:
    load_all(store, 10, build="b1")
    before = everything(store)

    def unread() -> Iterator[Node]:
        raise AssertionError("rows were read")
        yield

    report = load(unread(), iter(()), schema=SCHEMA, store=store, graph="main", build="b1")
    assert (report.created, report.updated, report.deleted, report.unchanged) == (0, 0, 0, 40)
    assert everything(store) == before


def test_another_build_or_another_graph_is_read(store: Store) -> None:
    load_all(store, 10, build="b1")
    assert load_all(store, 9, build="b2").deleted == 5
    load([place(1, mayor="Ada")], (), schema=SCHEMA, store=store, graph="other")
    assert load_all(store, 9, build="b2").updated == 1
    assert store.read("MATCH (p:Place {id: 'P:1'}) RETURN p.mayor AS mayor") == [{"mayor": None}]


def test_only_what_differs_is_written(store: Store) -> None:
    load_all(store, 30)
    store.write("MATCH (n) SET n._seen = 1")
    report = load_all(store, 31)
    assert report.created == 5
    assert report.updated == report.edges.updated
    untouched = store.read("MATCH (n) WHERE n._seen = 1 AND (n:Place OR n:Person) RETURN count(n) AS n")
    assert untouched == [{"n": 60}]


def test_a_dry_run_says_what_a_load_then_does_and_writes_nothing(store: Store) -> None:
    first = [place(1), place(2), place(3), person(1)], [lives_in(1, 1), near(1, 2), near(2, 3)]
    then = [place(1), place(2, mayor="Ada"), place(4), person(1)], [lives_in(1, 2), near(1, 2)]
    empty = load(*first, schema=SCHEMA, store=store, graph="main", dry_run=True)
    assert (empty.dry_run, empty.created, empty.read) == (True, 7, 7)
    assert store.read("MATCH (n:Place) RETURN n") == []
    load(*first, schema=SCHEMA, store=store, graph="main")
    before = everything(store)
    told = load(*then, schema=SCHEMA, store=store, graph="main", dry_run=True)
    assert everything(store) == before
    done = load(*then, schema=SCHEMA, store=store, graph="main")
    assert (told.nodes, told.edges) == (done.nodes, done.edges)
    assert (told.created, told.updated, told.deleted, told.unchanged) == (1, 2, 2, 3)


def test_two_loads_at_once_one_is_refused(store: Store) -> None:
    def nodes() -> Iterator[Node]:
        yield place(1)
        with pytest.raises(LoadRunning, match="another load"):
            load([place(2)], (), schema=SCHEMA, store=store, graph="other")
        yield place(3)

    assert load(nodes(), (), schema=SCHEMA, store=store, graph="main", batch_size=1).created == 2
    assert load([place(2)], (), schema=SCHEMA, store=store, graph="other").created == 1


def test_parallel_sessions_do_not_deadlock(store: Store) -> None:
    hub = [Edge("KNOWS", f"k {n}", person(n % 7).ref, person(n % 5).ref, {"n": n}) for n in range(3000)]
    people = [person(n) for n in range(7)]
    options: dict[str, Any] = {"schema": SCHEMA, "store": store, "graph": "main", "batch_size": 50}
    assert load(people, hub, sessions=4, **options).edges.created == 3000
    expected = checksum(store)
    store.write("MATCH (n) DETACH DELETE n")
    load(people, hub[::-1], sessions=1, **options)
    assert checksum(store) == expected
