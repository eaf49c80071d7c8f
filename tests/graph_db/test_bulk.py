"""Bulk import gives the same graph as the online way, and refuses what it would destroy."""

from collections.abc import Iterator
from typing import Any

import pytest

from medkg.graph_db.bulk.load import bulk_load
from medkg.graph_db.checksum import checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import ImportFailed, InUse, InvalidRow, LoadRunning, NotEmpty
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes, near, place
from tests.graph_db.tables import edge_tables, node_tables
from tests.graph_db.test_values import HOSTILE

Graph = tuple[list[Node], list[Edge]]


def hostile() -> Graph:
    """Values that CSV files are known to lose."""
    texts = [
        Node(NodeRef("Place", f"P:{n} {text[:50]}"), ("Town",), {"text": text})
        for n, text in enumerate([*HOSTILE, "null", "a\r\nb", "x,y;z", "\x1e"])
    ]
    lists: list[Any] = [[], [""], ["a;b", "c,d"], ["\x1e"], [1, -(2**63)], [0.1, 1e300, -0.0], ["x\ny", '"']]
    rows = [Node(NodeRef("Person", f"L:{n}"), (), {"value": value}) for n, value in enumerate(lists)]
    numbers: list[Any] = [2**63 - 1, 1e-320, 0.1 + 0.2, True, False, 1, 1.0]
    rows += [Node(NodeRef("Person", f"N:{n}"), (), {"value": value}) for n, value in enumerate(numbers)]
    rows += [
        Node(NodeRef("Person", f"O:{n}"), (), {name: 1}) for n, name in enumerate(["a:b", "c{", 'd"', "é f"])
    ]
    edges = [
        Edge("NEAR", f"e {n}", one.ref, texts[0].ref, {"text": one.properties["text"]})
        for n, one in enumerate(texts)
    ]
    return texts + rows, edges


@pytest.fixture(scope="module")
def module_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    folder = tmp_path_factory.mktemp("bulk") / "own"
    server = Server(folder, port=0, heap="512m", page_cache="64m", java_options=quick)
    yield server
    server.stop()


@pytest.fixture
def server(module_server: Server) -> Server:
    """A server of its own with an empty database; it may not have been started."""
    if module_server.status():
        with opened(module_server) as store:
            store.write("MATCH (n) DETACH DELETE n")
    return module_server


def opened(server: Server) -> Store:
    info = server.start()
    return Store.open(Connection(info.uri, info.user, server.password()))


def bulk(server: Server, nodes: list[Node], edges: list[Edge], build: str | None = None) -> LoadReport:
    tables = node_tables(nodes), edge_tables(edges)
    return bulk_load(*tables, schema=SCHEMA, server=server, graph="main", build=build)


def indexes(store: Store) -> list[str]:
    """What indexes the test's own schema has, whatever their names; other tests leave some of theirs."""
    own = {*SCHEMA.keyed_labels, *SCHEMA.extra_labels, *(edge.name for edge in SCHEMA.edge_types)}
    columns = "type, entityType, labelsOrTypes, properties, state"
    found = store.read(f"SHOW INDEXES YIELD {columns} RETURN *")
    return sorted(repr(row) for row in found if own.issuperset(row["labelsOrTypes"] or ()))


def test_both_ways_give_the_same_graph(store: Store, server: Server) -> None:
    odd_nodes, odd_edges = hostile()
    nodes, edges = [*many_nodes(300), *odd_nodes], [*many_edges(300), *odd_edges]
    online = load(nodes, edges, schema=SCHEMA, store=store, graph="main")
    expected = checksum(store)
    with opened(server) as own:
        own.write("CREATE USER reader IF NOT EXISTS SET PASSWORD 'a long secret' CHANGE NOT REQUIRED")
    report = bulk(server, nodes, edges, build="b")
    assert (report.nodes, report.edges) == (online.nodes, online.edges)
    rows = len(nodes) + len(edges)
    with opened(server) as own:
        assert checksum(own) == expected
        compared = load(nodes, edges, schema=SCHEMA, store=own, graph="main", build="other")
        assert (compared.unchanged, compared.created) == (rows, 0)
        changed = load([*nodes, place(9999)], edges, schema=SCHEMA, store=own, graph="main", build="c")
        assert (changed.created, changed.updated, changed.deleted) == (1, 0, 0)
        assert len(indexes(own)) > len(SCHEMA.keyed_labels) + len(SCHEMA.edge_types)
        assert [one for one in indexes(store) if one not in indexes(own)] == []
    info = server.start()
    with Store.open(Connection(info.uri, "reader", "a long secret")) as reader:
        assert reader.read("MATCH (p:Place) RETURN count(p) > 0 AS any") == [{"any": True}]
    assert bulk(server, nodes, edges, build="c").unchanged == rows + 1
    with pytest.raises(NotEmpty, match="not empty"):
        bulk(server, nodes, edges, build="d")
    assert server.start().pid == info.pid


def test_what_cannot_be_imported_leaves_the_database_empty(server: Server) -> None:
    with pytest.raises(ImportFailed, match=r"P:2"):
        bulk(server, [place(1)], [near(1, 2)])
    with pytest.raises(ImportFailed, match=r"P:1"):
        bulk(server, [place(1), place(1, odd=True)], [])
    with pytest.raises(InvalidRow, match=r"not empty"):
        bulk(server, [Node(NodeRef("Place", ""), (), {})], [])
    with pytest.raises(InvalidRow, match=r"'City'.*Town"):
        bulk(server, [Node(NodeRef("Place", "P"), ("City",), {})], [])
    with pytest.raises(InvalidRow, match=r"not finite"):
        bulk(server, [place(1, size=float("nan"))], [])
    with opened(server) as own:
        assert own.read("MATCH (n:Place) RETURN n") == []


def test_others_who_are_connected_are_not_cut_off(server: Server) -> None:
    with opened(server) as other, pytest.raises(InUse, match="medkg"):
        other.read("RETURN 1")
        bulk(server, [place(1)], [])


def test_a_second_import_at_once_is_refused(server: Server) -> None:
    from filelock import FileLock

    server.instance.mkdir(parents=True, exist_ok=True)
    with FileLock(server.instance / ".bulk.lock"), pytest.raises(LoadRunning, match="another bulk import"):
        bulk(server, [place(1)], [])
