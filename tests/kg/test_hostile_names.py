"""Hostile strings as names, at every question, on a real server: only the answer may change."""

import random
from collections.abc import Callable, Iterator

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.diagnosis import Case, DiagnosisError, diagnose
from medkg.kg.diagnosis.graph import Graph
from medkg.kg.graph import graph_schema
from medkg.kg.questions import (
    QuestionError,
    compare,
    evidence_table,
    paths,
    safety,
    show,
    similar,
    symptoms,
    treatments,
    why,
)
from medkg.kg.rules import inferred
from tests.kg.invented_graph import edges, nodes
from tests.kg.test_diagnosis import HIERARCHY

PIECES = (
    "'", '"', "\\", "`", "\n", "\r", "\t", "\0", "\u2028", "\u202e", "\ud800", "\U0001f9ec", "é",
    "e\u0301", "$", "{}", "}}", "*", "?", "~", "^", ":", "/", "//", "/*", "--", "#", ";", "+", "-",
    "&&", "||", "!", "(", ")", "[", "]", " AND ", " OR ", " NOT ", " TO ", "zalvoria", "lumexadol",
    "X:a", "X:", ":a", "' OR 1=1", "'}) DETACH DELETE (n", "MATCH (n) DETACH DELETE n", "$id",
    "{id: 'X:a'}", "%s", "{0}", "../", "<script>", "\x1b[31m", "a" * 300, "9" * 40, "null", "NaN",
    "HP:3", "violet rash",
)  # fmt: skip
STRINGS = 500
COUNT = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="hostile")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def asks(store: Store) -> list[Callable[[str], object]]:
    source = Graph(store)
    return [
        lambda name: show(store, name),
        lambda name: treatments(store, name),
        lambda name: symptoms(store, name),
        lambda name: why(store, name, "TREATS", "X:z"),
        lambda name: why(store, "X:a", name, "X:z"),
        lambda name: why(store, "X:a", "TREATS", name),
        lambda name: safety(store, drugs=[name], problems=["X:z"]),
        lambda name: safety(store, drugs=["X:a"], problems=[name]),
        lambda name: compare(store, "X:a", "X:b", disease=name),
        lambda name: evidence_table(store, name, "TREATS", "X:z"),
        lambda name: paths(store, "X:a", name, hops=2),
        lambda name: similar(store, name),
        lambda name: inferred(store, name),
        lambda name: diagnose(Case("", (name,), (name,)), source=source, hierarchy=HIERARCHY),
        lambda name: source.meaning([name]),
    ]


def answered(ask: Callable[[str], object], text: str) -> bool:
    try:
        ask(text)
    except (QuestionError, DiagnosisError) as error:
        assert len(str(error)) < 3000
        return False
    return True


def test_hostile_strings_change_nothing(graph: Store) -> None:
    before, chance, questions = graph.read(COUNT), random.Random(7), asks(graph)
    for number in range(STRINGS):
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        answered(questions[number % len(questions)], text)
    assert graph.read(COUNT) == before


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a b " * 250_000, "X:" + "9" * 1_000_000, "(" * 1_000_000, "\0"]
)
def test_a_million_characters_get_an_answer(graph: Store, text: str) -> None:
    for ask in asks(graph)[:4]:
        assert not answered(ask, text)


def test_a_name_within_hostile_space_is_still_found(graph: Store) -> None:
    assert show(graph, "\n zalvoria\t").concept.id == "X:z"
