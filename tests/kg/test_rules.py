"""Rules as data, and what follows by them on a real Neo4j."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.graph import graph_schema
from medkg.kg.questions import show
from medkg.kg.rules import RuleError, inferred, read_rules
from tests.kg.invented_graph import edges, nodes

BELIEFS = st.floats(0.0, 1.0)


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="rules")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


@given(st.sampled_from(read_rules()), st.lists(BELIEFS, min_size=1, max_size=4))
def test_no_conclusion_is_surer_than_its_weakest_premise(rule, premises) -> None:  # type: ignore[no-untyped-def]
    assert 0.0 <= rule.belief(premises) <= min(premises)


def test_conclusions_carry_rule_and_premises(graph: Store) -> None:
    found = inferred(graph, "brintazole")
    told = {(one.subject.name, one.predicate, one.object.name) for one in found}
    assert ("brintazole", "CONTRAINDICATED_IN", "tremblance") in told
    for one in found:
        assert one.belief <= min(premise.belief for premise in one.premises)
        assert one.rule in {rule.name for rule in read_rules()}


def test_what_is_a_fact_already_is_no_conclusion(graph: Store) -> None:
    held = {(fact.subject.id, fact.predicate, fact.object.id) for fact in show(graph, "brintazole").facts}
    assert not held & {
        (one.subject.id, one.predicate, one.object.id) for one in inferred(graph, "brintazole")
    }


def test_a_conclusion_goes_with_its_premise_and_is_never_counted(graph: Store) -> None:
    count = "MATCH ()-[r]->() RETURN count(r) AS n"
    before = graph.read(count)
    (one, *_) = [one for one in inferred(graph, "lumexadol") if one.predicate == "CONTRAINDICATED_IN"]
    assert graph.read(count) == before
    key = one.premises[0].key
    graph.write("MATCH (:Concept {id: 'X:a'})-[r:CAUSES {key: $key}]->() SET r.belief = 0.0", {"key": key})
    assert one not in inferred(graph, "lumexadol")
    graph.write("MATCH (:Concept {id: 'X:a'})-[r:CAUSES {key: $key}]->() SET r.belief = 0.7", {"key": key})
    assert one in inferred(graph, "lumexadol")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[rule", "no TOML"),
        ('[[rule]]\nname = "a"', "required"),
        ('[[rule]]\nname = "a"\nif = ["?a HEALS ?b"]\nthen = "?a TREATS ?b"\nstrength = 1', "HEALS"),
        ('[[rule]]\nname = "a"\nif = ["?a TREATS ?b"]\nthen = "?a TREATS ?c"\nstrength = 1', "variables"),
        ('[[rule]]\nname = "a"\nif = ["?a TREATS ?b"]\nthen = "?b CAUSES ?a"\nstrength = 2', "strength 2"),
        (
            '[[rule]]\nname = "a"\nif = ["?a TREATS ?b)-- DELETE"]\nthen = "?b CAUSES ?a"\nstrength = 1',
            "PREDICATE",
        ),
    ],
)
def test_a_wrong_rule_is_told(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "rules.toml"
    file.write_text(text)
    with pytest.raises(RuleError, match=reason):
        read_rules(file)
