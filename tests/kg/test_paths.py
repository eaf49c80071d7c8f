"""Paths found from both ends are those that networkx finds in the whole graph."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.graph_db.connection import Connection
from medkg.graph_db.store import Store
from medkg.kg.questions import paths
from medkg.kg.questions.path_meeting import met
from medkg.kg.questions.path_search import PathSearch, Step

LEAST = 0.1
NODES = [f"X:{number}" for number in range(7)]
_CLEAR = "MATCH (n) DETACH DELETE n"
_NODES = """
UNWIND $ids AS id
CREATE (:Concept:Disease {id: id, name: id, lower_name: toLower(id), nil: false, mentions: 1, documents: 1})
"""
_FACTS = """
UNWIND $rows AS row MATCH (s:Concept {id: row.subject}), (o:Concept {id: row.object})
CREATE (s)-[r:CAUSES {key: row.key, belief: row.belief, papers: 1, sentences: 1, negations: 0, curated: 0,
    retracted: 0, first_year: 2001, last_year: 2001}]->(o)
"""
ends = st.lists(st.sampled_from(NODES), min_size=2, max_size=2, unique=True)
facts = st.lists(st.tuples(ends, st.sampled_from([0.05, 0.3, 0.5, 0.8, 0.9])), min_size=4, max_size=16)


@pytest.fixture(scope="module")
def emptied(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write(_CLEAR)
        yield store
        store.write(_CLEAR)


def steps_of(given: list[tuple[list[str], float]]) -> list[Step]:
    return [Step(f"k{number:02}", ends[0], ends[1], belief) for number, (ends, belief) in enumerate(given)]


def expected(steps: list[Step], hops: int) -> dict[tuple[str, ...], float]:
    """The weights of all simple paths between the first two nodes, by their keys."""
    graph = networkx.MultiGraph()
    graph.add_nodes_from(NODES)
    graph.add_edges_from((one.subject, one.object, one.key, {"belief": one.belief}) for one in steps)
    degrees = dict(graph.degree())
    graph.remove_edges_from([one for one in graph.edges(keys=True) if graph.edges[one]["belief"] < LEAST])
    found = {}
    for path in networkx.all_simple_edge_paths(graph, NODES[0], NODES[1], cutoff=hops):
        weight = 1.0
        for edge in path:
            weight *= graph.edges[edge]["belief"]
        for (_, node, _), _ in pairwise(path):
            weight /= log(1.0 + degrees[node])
        found[tuple(key for *_, key in path)] = weight
    return found


@settings(max_examples=10)
@given(given_facts=facts, hops=st.integers(1, 4))
def test_paths_are_those_of_the_whole_graph(
    emptied: Store, given_facts: list[tuple[list[str], float]], hops: int
) -> None:
    steps = steps_of(given_facts)
    emptied.write(_CLEAR)
    emptied.write(_NODES, {"ids": NODES})
    rows = [{"key": s.key, "subject": s.subject, "object": s.object, "belief": s.belief} for s in steps]
    emptied.write(_FACTS, {"rows": rows})
    known = expected(steps, hops)
    found = paths(emptied, NODES[0], NODES[1], hops=hops, least=LEAST, limit=10_000)
    assert {tuple(fact.key for fact in path.facts): path.weight for path in found} == pytest.approx(known)
    some = paths(emptied, NODES[0], NODES[1], hops=hops, least=LEAST, limit=3)
    assert [path.weight for path in some] == pytest.approx(sorted(known.values(), reverse=True)[:3])
    assert [path.concepts[0].id for path in some] == [NODES[0]] * len(some)
    assert paths(emptied, NODES[0], NODES[1], hops=hops, least=LEAST, year=1990) == ()


@settings(max_examples=200)
@given(facts, st.integers(1, 4), st.integers(1, 5))
def test_the_search_finds_the_heaviest(
    given_facts: list[tuple[list[str], float]], hops: int, limit: int
) -> None:
    steps = steps_of(given_facts)
    degrees = {node: sum(node in (one.subject, one.object) for one in steps) for node in NODES}
    usable = [one for one in steps if one.belief >= LEAST]
    known = expected(steps, hops)
    found = PathSearch(NODES[0], NODES[1], usable, degrees).best(hops=hops, limit=limit)
    weights = [known[tuple(step.key for step in path)] for path in found]
    assert weights[:limit] == pytest.approx(sorted(known.values(), reverse=True)[:limit])
    assert len(found) >= min(limit, len(known))


def test_only_where_the_best_paths_may_meet_is_looked() -> None:
    few = {f"a{number:03}": 0.9 / (1 + number) for number in range(500)}
    many = {f"b{number:03}": 0.9 / (1 + number) for number in range(500)}
    asked: list[tuple[int, int]] = []

    def between(nodes: Sequence[str], others: Sequence[str]) -> list[Step]:
        asked.append((len(nodes), len(others)))
        return [Step(f"{a}-{b}", a, b, 0.5) for a in nodes for b in others]

    steps = met(few, many, between, known=[0.3, 0.2], limit=5)
    best = sorted((few[one.subject] * one.belief * many[one.object] for one in steps), reverse=True)
    assert best[:3] == pytest.approx([0.405, 0.2025, 0.2025])
    assert sum(nodes for nodes, _ in asked) < 100


def test_everything_is_looked_at_where_few_paths_are_known() -> None:
    step = Step("k", "b", "a", 0.5)
    assert met({"a": 0.1}, {"b": 0.1}, lambda *_: [step], known=[0.9], limit=2) == [step]
    assert met({"a": 0.1}, {"b": 0.1}, lambda *_: [step], known=[0.9, 0.8], limit=2) == []
    assert met({}, {"b": 0.1}, lambda *_: [step], known=[], limit=2) == []
