"""The laws of loading, on random graphs: loading twice is loading once, and only the last load counts."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medkg.graph_db.checksum import checksum
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA

Graph = tuple[list[Node], list[Edge]]

PROPERTIES: st.SearchStrategy[dict[str, Any]] = st.dictionaries(
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 2) | st.floats(0, 2) | st.booleans() | st.just("1"),
    max_size=3,
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Up to 6 places and 8 edges between them."""
    ids = draw(st.lists(st.sampled_from("pqrstu"), unique=True, max_size=6))
    nodes = [Node(NodeRef("Place", i), draw(st.sampled_from([(), ("Town",)])), draw(PROPERTIES)) for i in ids]
    keys = draw(st.lists(st.sampled_from("klmnopqr"), unique=True, max_size=8)) if nodes else []
    ends = st.sampled_from(nodes).map(lambda node: node.ref) if nodes else st.nothing()
    return nodes, [Edge("NEAR", key, draw(ends), draw(ends), draw(PROPERTIES)) for key in keys]


def load_graph(store: Store, graph: Graph, batch_size: int) -> LoadReport:
    return load(*graph, schema=SCHEMA, store=store, graph="main", batch_size=batch_size)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=graphs(), second=graphs(), sizes=st.tuples(*[st.integers(1, 4)] * 3))
def test_only_the_last_load_counts_and_counts_once(
    store: Store, first: Graph, second: Graph, sizes: tuple[int, int, int]
) -> None:
    store.write("MATCH (n) DETACH DELETE n")
    load_graph(store, second, sizes[0])
    alone = checksum(store)
    store.write("MATCH (n) DETACH DELETE n")
    load_graph(store, first, sizes[0])
    load_graph(store, second, sizes[1])
    assert checksum(store) == alone
    again = load_graph(store, second, sizes[2])
    assert again.unchanged == len(second[0]) + len(second[1])
    assert (again.created, again.updated, again.deleted) == (0, 0, 0)
    assert checksum(store) == alone


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=graphs(), second=graphs())
def test_different_graphs_have_different_checksums(store: Store, first: Graph, second: Graph) -> None:
    sums = []
    for graph in (first, second):
        store.write("MATCH (n) DETACH DELETE n")
        load_graph(store, graph, 5)
        sums.append(checksum(store))
    assert (sums[0] == sums[1]) == (visible(first) == visible(second))


def visible(graph: Graph) -> tuple[list[str], list[str]]:
    """What a graph says, in one order; an edge's key and ends included."""
    return sorted(map(repr, ordered(graph[0]))), sorted(map(repr, ordered(graph[1])))


def ordered(rows: list[Node] | list[Edge]) -> list[tuple[object, list[tuple[str, Any]]]]:
    return [
        (
            (row.ref, row.labels) if isinstance(row, Node) else (row.key, row.start, row.end),
            sorted(row.properties.items()),
        )
        for row in rows
    ]
