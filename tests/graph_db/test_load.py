"""Loading, on a real server."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from medkg.graph_db.checksum import checksum
from medkg.graph_db.errors import DanglingEdge, RepeatedRow
from medkg.graph_db.load import LoadReport, load
from medkg.graph_db.loading.constraints import full_text_index
from medkg.graph_db.loading.counts import Counts
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, lives_in, many_edges, many_nodes, near, person, place


def load_into(
    store: Store,
    nodes: Sequence[Node],
    edges: Sequence[Edge] = (),
    *,
    graph: str = "main",
    batch_size: int = 2,
) -> LoadReport:
    return load(nodes, edges, schema=SCHEMA, store=store, graph=graph, batch_size=batch_size)


def stored(store: Store, label: str) -> dict[str, dict[str, Any]]:
    """The visible properties of each node by its id."""
    rows = store.read("MATCH (n) WHERE $label IN labels(n) RETURN properties(n) AS p", {"label": label})
    return {row["p"]["id"]: {k: v for k, v in row["p"].items() if k[0] != "_" and k != "id"} for row in rows}


def labels(store: Store, identifier: str) -> list[str]:
    found: list[str] = store.read("MATCH (n {id: $id}) RETURN labels(n) AS labels", {"id": identifier})[0][
        "labels"
    ]
    return sorted(found)


def all_of(store: Store) -> list[dict[str, Any]]:
    """All nodes and edges with the database's own ids and our bookkeeping."""
    return store.read(
        "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN elementId(n) AS n, properties(n) AS node, "
        "elementId(r) AS r, properties(r) AS edge ORDER BY n, r"
    )


def test_a_first_load_creates_everything(store: Store) -> None:
    nodes, edges = list(many_nodes(20)), list(many_edges(20))
    report = load_into(store, nodes, edges, batch_size=7)
    assert (report.nodes, report.edges) == (Counts(created=40), Counts(created=40))
    assert stored(store, "Place")["P:3"] == {"size": 30}
    assert stored(store, "Person")["H:3"] == {"name": "person 3", "tags": ["a", "b"]}
    assert labels(store, "P:3") == ["Place", "Town"]
    edge = "MATCH (a)-[r:LIVES_IN]->(b {id: 'P:14'}) RETURN a.id AS a, r.key AS key, r.since AS since"
    assert store.read(edge) == [{"a": "H:2", "key": "lives 2", "since": 1900}]


def test_loading_twice_changes_nothing(store: Store) -> None:
    nodes, edges = list(many_nodes(20)), list(many_edges(20))
    load_into(store, nodes, edges, batch_size=7)
    before, everything = checksum(store), all_of(store)
    report = load_into(store, nodes, edges, batch_size=7)
    assert (report.created, report.updated, report.deleted, report.unchanged) == (0, 0, 0, 80)
    assert checksum(store) == before
    assert all_of(store) == everything


def test_order_and_batches_of_the_rows_do_not_matter(store: Store) -> None:
    nodes, edges = list(many_nodes(20)), list(many_edges(20))
    load_into(store, nodes, edges, batch_size=7)
    before = checksum(store)
    report = load_into(store, nodes[::-1], edges[::-1], batch_size=11)
    assert report.unchanged == 80
    assert checksum(store) == before


def test_changes_are_told_apart(store: Store) -> None:
    load_into(store, [place(1), place(2), place(3), person(1)], [lives_in(1, 1), near(1, 2), near(2, 3)])
    report = load_into(
        store, [place(1), place(2, mayor="Ada"), place(4), person(1)], [lives_in(1, 1, rent=7.5), near(1, 2)]
    )
    assert report.nodes == Counts(created=1, updated=1, deleted=1, unchanged=2)
    assert report.edges == Counts(updated=1, deleted=1, unchanged=1)
    assert stored(store, "Place") == {
        "P:1": {"size": 10},
        "P:2": {"size": 20, "mayor": "Ada"},
        "P:4": {"size": 40},
    }


def test_what_a_row_no_longer_has_is_removed(store: Store) -> None:
    town = Node(NodeRef("Place", "P:1"), ("Town", "Village"), {"size": 1, "mayor": "Ada"})
    load_into(store, [town, person(1)], [lives_in(1, 1, rent=7.5)])
    load_into(store, [Node(town.ref, ("Village",), {"mayor": "Ada"}), person(1)], [lives_in(1, 1)])
    assert stored(store, "Place") == {"P:1": {"mayor": "Ada"}}
    assert labels(store, "P:1") == ["Place", "Village"]
    assert store.read("MATCH ()-[r:LIVES_IN]->() RETURN r.rent AS rent") == [{"rent": None}]


def test_an_edge_moves_when_its_row_names_other_ends(store: Store) -> None:
    nodes = [place(1), place(2), person(1)]
    load_into(store, nodes, [lives_in(1, 1)])
    report = load_into(store, nodes, [lives_in(1, 2)])
    assert report.edges == Counts(updated=1)
    assert store.read("MATCH (:Person)-[r:LIVES_IN]->(p) RETURN p.id AS id") == [{"id": "P:2"}]


def test_parallel_edges_stay_apart(store: Store) -> None:
    again = Edge("NEAR", "another", place(1).ref, place(2).ref, {})
    load_into(store, [place(1), place(2)], [near(1, 2), again])
    assert store.read("MATCH (:Place)-[r:NEAR]->(:Place) RETURN count(r) AS n") == [{"n": 2}]


def test_two_graphs_share_nodes_and_edges_and_neither_takes_the_others(store: Store) -> None:
    load_into(store, [place(1), place(2), place(3)], [near(1, 2)], graph="one")
    load_into(store, [place(2), place(1), place(4)], [near(1, 2)], graph="two")
    report = load_into(store, [place(4)], graph="two")
    assert (report.nodes, report.edges) == (Counts(unchanged=1), Counts())
    assert set(stored(store, "Place")) == {"P:1", "P:2", "P:3", "P:4"}
    assert store.read("MATCH ()-[r:NEAR]->() RETURN r.key AS key") == [{"key": "near 1 2"}]
    load_into(store, [], graph="one")
    assert set(stored(store, "Place")) == {"P:4"}


def test_what_others_made_is_left_to_them(store: Store) -> None:
    store.write("CREATE (:Place {id: 'P:1', theirs: 1})-[:NEAR {key: 'x', theirs: 2}]->(:Other {id: 'P:1'})")
    load_into(store, [place(1), place(2)], [near(1, 2)])
    assert stored(store, "Place")["P:1"] == {"theirs": 1, "size": 10}
    load_into(store, [place(1, mayor="Ada"), place(2)])
    assert stored(store, "Place")["P:1"] == {"theirs": 1, "size": 10, "mayor": "Ada"}
    report = load_into(store, [])
    assert report.nodes.deleted == 1
    names = store.read("MATCH (n:Place) UNWIND keys(n) AS name RETURN name")
    assert {row["name"] for row in names} == {"id", "theirs", "size", "mayor"}
    assert store.read("MATCH ()-[r]->(:Other) RETURN r.theirs AS theirs") == [{"theirs": 2}]


def test_a_node_that_others_edges_hold_is_not_deleted(store: Store) -> None:
    load_into(store, [place(1), place(2)])
    store.write("MATCH (p:Place {id: 'P:1'}) CREATE (:Note {text: 'mine'})-[:ABOUT]->(p)")
    assert load_into(store, []).nodes.deleted == 1
    assert store.read("MATCH (:Note)-[:ABOUT]->(p:Place) RETURN p.id AS id") == [{"id": "P:1"}]


def test_an_edge_without_its_end_is_refused_with_the_name(store: Store) -> None:
    with pytest.raises(DanglingEdge, match=r"LIVES_IN 'lives 1'.*Place 'P:9'"):
        load_into(store, [person(1)], [lives_in(1, 9)])


def made_anew(store: Store, identifier: str, then: str) -> Iterator[Edge]:
    """Edges of which the first two are given after an end was deleted and ``then`` was run."""
    store.write("MATCH (p {id: $id}) DELETE p", {"id": identifier})
    store.write(then)
    yield near(1, 2)
    yield near(2, 3)


def test_edges_find_their_ends_when_these_were_made_anew_meanwhile(store: Store) -> None:
    nodes = [place(1), place(2), place(3)]
    edges = made_anew(store, "P:1", "CREATE (:Other {id: 'P:1'}), (:Place {id: 'P:1', theirs: 1})")
    assert load(nodes, edges, schema=SCHEMA, store=store, graph="main").edges.created == 2
    found = store.read("MATCH (a:Place)-[r:NEAR]->(b) RETURN r.key AS key, a.theirs AS theirs ORDER BY key")
    assert found == [{"key": "near 1 2", "theirs": 1}, {"key": "near 2 3", "theirs": None}]


def test_an_end_that_went_away_meanwhile_is_told(store: Store) -> None:
    nodes = [place(1), place(2), place(3)]
    edges = made_anew(store, "P:1", "UNWIND range(1, 5) AS n CREATE (:Place {id: 'other ' + n})")
    with pytest.raises(DanglingEdge, match=r"NEAR 'near 1 2'.*Place 'P:1'"):
        load(nodes, edges, schema=SCHEMA, store=store, graph="main")
    assert store.read("MATCH ()-[r:NEAR]->() RETURN r") == []


def test_names_that_may_not_stand_in_a_statement_and_many_names_are_kept(store: Store) -> None:
    odd: dict[str, Value] = {"a": 1, "`} ) //": "x", "two words": [1.5], "ä": True}
    many: dict[str, Value] = {f"p{number}": number for number in range(300)}
    nodes = [Node(NodeRef("Place", "P:1"), (), odd), Node(NodeRef("Place", "P:2"), (), {"b": 2})]
    nodes.append(Node(NodeRef("Place", "P:3"), ("Town",), many))
    edges = [Edge("NEAR", key, nodes[0].ref, nodes[1].ref, p) for key, p in (("k", odd), ("l", many))]
    load_into(store, nodes, edges, batch_size=5)
    assert stored(store, "Place") == {"P:1": odd, "P:2": {"b": 2}, "P:3": many}
    found = store.read("MATCH ()-[r:NEAR]->() RETURN properties(r) AS p ORDER BY r.key")
    kept = [{name: value for name, value in row["p"].items() if name[0] != "_"} for row in found]
    assert kept == [{"key": "k", **odd}, {"key": "l", **many}]


def test_an_edge_whose_end_goes_away_is_refused_before_anything_is_deleted(store: Store) -> None:
    load_into(store, [place(1), place(2), place(3)], [near(1, 2)])
    with pytest.raises(DanglingEdge, match=r"NEAR 'near 1 2'.*'P:2'"):
        load_into(store, [place(1)], [near(1, 2)])
    assert set(stored(store, "Place")) == {"P:1", "P:2", "P:3"}


@pytest.mark.parametrize("between", [0, 5])
def test_one_key_with_two_contents_is_refused(store: Store, between: int) -> None:
    others = [place(number) for number in range(10, 10 + between)]
    with pytest.raises(RepeatedRow, match="P:1"):
        load_into(store, [place(1), *others, place(1, mayor="Ada")])


@pytest.mark.parametrize("between", [0, 1, 5])
def test_a_row_given_twice_is_one(store: Store, between: int) -> None:
    nodes = [place(1), *(place(number) for number in range(10, 10 + between)), place(1)]
    assert load_into(store, nodes).nodes == Counts(created=1 + between)
    assert load_into(store, nodes).nodes == Counts(unchanged=1 + between)


def test_rows_are_read_as_a_stream(store: Store) -> None:
    stages: list[tuple[str, int, int | None]] = []
    report = load(
        many_nodes(20),
        iter(()),
        schema=SCHEMA,
        store=store,
        graph="main",
        batch_size=10,
        progress=lambda stage, done, total: stages.append((stage, done, total)),
    )
    assert report.rows_per_second > 0
    assert ("loading nodes", 10, None) in stages
    assert ("loading nodes", 40, None) in stages


def test_the_schema_becomes_constraints_and_indexes(store: Store) -> None:
    load_into(store, [person(1, "Ada Lovelace"), person(2, "Grace Hopper")])
    constraints = store.read(
        "SHOW CONSTRAINTS YIELD labelsOrTypes, properties RETURN labelsOrTypes[0] AS n, properties"
    )
    ours = {"Place", "Person", "LIVES_IN", "KNOWS", "NEAR"}
    assert {(row["n"], *row["properties"]) for row in constraints if row["n"] in ours} == {
        ("Place", "id"),
        ("Person", "id"),
        ("LIVES_IN", "key"),
        ("KNOWS", "key"),
        ("NEAR", "key"),
    }
    found = store.read(
        "CALL db.index.fulltext.queryNodes($index, $words) YIELD node RETURN node.id AS id",
        {"index": full_text_index("Person", "name"), "words": "lovelace"},
    )
    assert found == [{"id": "H:1"}]


def test_a_graph_name_that_could_be_cypher_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="is no graph name"):
        load([], [], schema=SCHEMA, store=store, graph="x` REMOVE n", batch_size=5)


@pytest.mark.parametrize("name", ["Ä", "A-B", "", "_x", "A`", "1A", "A B", "A\n"])
def test_a_schema_name_that_could_be_cypher_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="is no schema name"):
        Schema(keyed_labels=(name,), extra_labels=(), edge_types=())
