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
from medkg.kg.predicate import PREDICATES
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
TRUE = [7, 8, 9, 10, *range(13, 22)]
"""Queries that take facts for true, and name nothing that is only denied."""
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


def rows(driver: Driver, number: int, **values: Any) -> list[tuple[Any, ...]]:
    records, _, _ = driver.execute_query(QUERIES[number - 1], {**VALUES, **values})
    return [tuple(record.values()) for record in records]


def change(driver: Driver, key: str, properties: dict[str, Any]) -> None:
    driver.execute_query("MATCH ()-[r {key: $key}]->() SET r += $properties", key=key, properties=properties)


@pytest.fixture
def denied(driver: Driver) -> Iterator[Driver]:
    """The graph after every fact in it was denied."""
    driver.execute_query("MATCH ()-[r]->() WHERE r.belief IS NOT NULL SET r.held = r.belief, r.belief = 0.0")
    yield driver
    driver.execute_query("MATCH ()-[r]->() WHERE r.held IS NOT NULL SET r.belief = r.held REMOVE r.held")


@pytest.mark.parametrize("number", TRUE)
def test_a_denied_fact_is_not_taken_for_true(denied: Driver, number: int) -> None:
    assert rows(denied, number) == []


def test_a_denied_harm_excludes_no_drug(driver: Driver) -> None:
    beliefs = {"k4": 0.7, "k5": 0.5, "k6": 0.4}
    for key in beliefs:
        change(driver, key, {"belief": 0.0})
    assert {row[0] for row in rows(driver, 15)} == {"lumexadol", "brintazole"}
    for key, belief in beliefs.items():
        change(driver, key, {"belief": belief})


def test_a_denied_use_is_a_candidate_for_another(driver: Driver) -> None:
    use = "MATCH (s:Concept {id: 'X:c'}), (o:Concept {id: 'X:z'}) CREATE (s)-[r:TREATS {key: 'k99'}]->(o)"
    driver.execute_query(f"{use} SET r.belief = 0.0")
    assert ("mistyline", "quorn syndrome") in {row[:2] for row in rows(driver, 19)}
    change(driver, "k99", {"belief": 0.5})
    assert "mistyline" not in {row[0] for row in rows(driver, 19)}
    driver.execute_query("MATCH ()-[r:TREATS {key: 'k99'}]->() DELETE r")


def test_symptoms_without_a_frequency_come_last(driver: Driver) -> None:
    change(driver, "k10", {"frequency": 0.25})
    assert [row[:3] for row in rows(driver, 9)] == [("tremblance", 0.25, 0.8), ("violet rash", None, 0.9)]
    change(driver, "k11", {"frequency": 0.25})
    assert [row[:2] for row in rows(driver, 10)] == [("quorn syndrome", 0.25), ("zalvoria", None)]
    change(driver, "k11", {"frequency": None, "belief": 0.95})
    assert [row[0] for row in rows(driver, 10)] == ["quorn syndrome", "zalvoria"]
    change(driver, "k11", {"belief": 0.9})
    change(driver, "k10", {"frequency": None})


@pytest.mark.parametrize("predicate", PREDICATES)
def test_the_shortest_way_goes_over_facts_of_every_kind(driver: Driver, predicate: str) -> None:
    end = "MATCH (s:Concept {id: 'X:c'}) CREATE (s)-[r:"
    driver.execute_query(f"{end}{predicate} {{key: 'k98', belief: 0.5}}]->(:Concept:Disease {{id: 'X:end'}})")
    assert rows(driver, 20, drug="X:c", other="X:end")[0][1] == [predicate]
    driver.execute_query("MATCH (c:Concept {id: 'X:end'}) DETACH DELETE c")
