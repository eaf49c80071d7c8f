"""Edges between nodes that the same load made find them without looking up keys."""

from collections.abc import Iterator
from typing import Any

from neo4j import GraphDatabase

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.columns import Columns
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, many_nodes


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", []):
        yield from operators(child)


def test_ends_are_found_by_the_servers_ids(store: Store, neo4j_connection: Connection) -> None:
    load(many_nodes(10), (), schema=SCHEMA, store=store, graph="main")
    statement = cypher.create_edges_at(SCHEMA.edge_types[0], Columns(("since",)), "_in_main")
    auth = (neo4j_connection.user, neo4j_connection.password or "")
    with GraphDatabase.driver(neo4j_connection.uri, auth=auth, notifications_min_severity="OFF") as driver:
        given = {"rows": [], "start": "Person", "end": "Place"}
        summary = driver.execute_query(f"EXPLAIN {statement.strip()}", given).summary
    assert summary.plan is not None
    found = list(operators(dict(summary.plan)))
    assert found.count("NodeByIdSeek") == 2
    assert not [name for name in found if "Index" in name or "Scan" in name]
