"""The queries of docs/cypher.md run, have answers, and never scan all nodes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.graph import graph_schema
from tests.kg.invented_graph import edges, nodes

PAGE = (Path(__file__).parents[2] / "docs" / "cypher.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```cypher\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
VALUES = {
    "disease": "X:z",
    "other": "X:q",
    "drug": "X:b",
    "drugs": ["X:a", "X:b"],
    "symptom": "X:v",
    "symptoms": ["X:v", "X:t"],
    "name": "Zalvoria",
    "typo": "zalvorja",
    "word": "ague",
    "xref": "ATC:C10AA05",
    "hpo": "HP:0000001",
    "document": "PMID:0",
    "year": 2015,
    "least": 1,
}
EMPTY = {15, 17}
"""Queries without an answer in so small a graph."""


@pytest.fixture(scope="module")
def driver(neo4j_connection: Connection) -> Iterator[Driver]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="cypher")
        assert neo4j_connection.password
        auth = (neo4j_connection.user, neo4j_connection.password)
        with GraphDatabase.driver(
            neo4j_connection.uri, auth=auth, notifications_min_severity="OFF"
        ) as driver:
            yield driver
        store.write("MATCH (n) DETACH DELETE n")


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from operators(child)


def test_there_are_twenty_five() -> None:
    assert len(QUERIES) == 25


@pytest.mark.parametrize("number", range(1, len(QUERIES) + 1))
def test_query(driver: Driver, number: int) -> None:
    records, summary, _ = driver.execute_query("PROFILE " + QUERIES[number - 1], VALUES, routing_="r")
    assert summary.profile is not None
    assert "AllNodesScan" not in set(operators(summary.profile))
    assert bool(records) == (number not in EMPTY)
