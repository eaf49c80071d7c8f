"""Rules as data, and what follows by them on a real Neo4j."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.cli.run import run
from medkg.kg.graph import graph_schema
from medkg.kg.questions import FactAnswer, show
from medkg.kg.rules import KindOf, RuleError, inferred, read_rules
from medkg.kg.rules.cypher import cypher
from medkg.kg.rules.ways import FAN
from medkg.kg.stats.statistics import graph_statistics
from tests.kg.invented_graph import edges, nodes

BELIEFS = st.floats(0.0, 1.0)
PREMISE = '["?a TREATS ?b"]'
RULE = '[[rule]]\nname = "a"\nif = {premises}\nthen = "?b CAUSES ?a"\nstrength = {strength}'


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
    (premise, *_) = one.premises
    assert isinstance(premise, FactAnswer)
    key = premise.key
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
        ('[[rule]]\nname = "a"\nif = ["?a TREATS ?b"]\nthen = "?a IS_A ?b"\nstrength = 1', "vocabularies"),
        (
            '[[rule]]\nname = "a"\nif = ["?a TREATS ?b", "?c IS_A ?d"]\nthen = "?a CAUSES ?b"\nstrength = 1',
            "share a variable",
        ),
        (
            '[[rule]]\nname = "a"\nif = ["?a TREATS ?b)-- DELETE"]\nthen = "?b CAUSES ?a"\nstrength = 1',
            "PREDICATE",
        ),
        (f"rule = {'[' * 5000}", "no TOML"),
        (f"rule = {'9' * 5000}", "no TOML"),
        ("rule = 3", r"rule = 3 is not allowed; a table \[\[rule\]\]"),
        ("rule = [3]", "rule 1: name, if, then and strength are required"),
        ('[rule]\nname = "a"', r"\[\[rule\]\]"),
        (RULE.format(premises="5", strength="1"), r"rule 1: if = 5 is not allowed; a list"),
        (RULE.format(premises='"?a TREATS ?b"', strength="1"), "a list"),
        (RULE.format(premises="[5]", strength="1"), r"'5' is not allowed; '\?a PREDICATE"),
        (RULE.format(premises=PREMISE, strength='"x"'), "rule 1: strength 'x' is not allowed; 0 to 1 are"),
        (RULE.format(premises=PREMISE, strength="[1]"), r"rule 1: strength \[1\] is not allowed"),
        (RULE.format(premises=PREMISE, strength="true"), "strength True"),
        (RULE.format(premises=PREMISE, strength="nan"), "strength nan"),
        ("# \udce9", "not in UTF-8; TOML in UTF-8 is allowed"),
    ],
)
def test_a_wrong_rule_is_told(
    tmp_path: Path, text: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rules.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(RuleError, match=reason) as caught:
        read_rules(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert run(["infer", "zalvoria", "--rules", str(file)]) == 2
    assert "rules.toml" in capsys.readouterr().err


@pytest.fixture
def kinds(graph: Store) -> Iterator[Store]:
    """The graph with a class of drugs, of which lumexadol is one, and grey ague a kind of zalvoria."""
    graph.write(_CLASS, {"drugs": ["X:a"]})
    yield graph
    graph.write("MATCH ()-[r:IS_A]->() DELETE r")
    graph.write("MATCH (c:Concept) WHERE c.id STARTS WITH 'Y:' DETACH DELETE c")


_COUNTS = (
    "belief: 0.8, papers: 1, sentences: 1, negations: 0, curated: 0, retracted: 0, "
    "first_year: 2000, last_year: 2000"
)
_CLASS = f"""
MATCH (z:Concept {{id: 'X:z'}}), (g:Concept {{id: 'X:g'}}), (q:Concept {{id: 'X:q'}})
MATCH (c:Concept {{id: 'X:c'}}), (v:Concept {{id: 'X:v'}})
CREATE (g)-[:IS_A {{key: 'i0'}}]->(z)
CREATE (y:Concept:Drug {{id: 'Y:0', name: 'doles', lower_name: 'doles', nil: false, mentions: 1}})
SET y.documents = 1 WITH *
CREATE (y)-[:TREATS {{key: 'y0', {_COUNTS}}}]->(q)
CREATE (y)-[:CAUSES {{key: 'y1', {_COUNTS}}}]->(v)
CREATE (c)-[:INTERACTS_WITH {{key: 'y2', {_COUNTS}}}]->(y)
WITH y UNWIND $drugs AS id
MATCH (d:Concept {{id: id}}) CREATE (d)-[:IS_A {{key: 'i-' + id}}]->(y)
"""


def told(graph: Store, name: str) -> dict[tuple[str, str, str], str]:
    return {
        (one.subject.id, one.predicate, one.object.id): one.rule for one in inferred(graph, name, limit=500)
    }


def test_a_drug_has_what_its_class_has(kinds: Store) -> None:
    found = told(kinds, "lumexadol")
    assert found["X:a", "TREATS", "X:q"] == "treats what its class treats"
    assert found["X:a", "CAUSES", "X:v"] == "causes what its class causes"
    assert found["X:a", "INTERACTS_WITH", "X:c"] == "interacts with what its class interacts with"
    assert told(kinds, "mistyline")["X:a", "INTERACTS_WITH", "X:c"]
    assert told(kinds, "quorn syndrome")["X:a", "TREATS", "X:q"]


def test_a_kind_has_what_the_whole_has(kinds: Store) -> None:
    found = told(kinds, "grey ague")
    assert found["X:g", "HAS_SYMPTOM", "X:v"] == "a kind has the signs of the whole, in part"
    assert found["X:a", "TREATS", "X:g"] in {
        "treats a kind of what it treats",
        "eases what shows a sign that it treats",
    }


def test_kinds_are_premises_that_are_told_and_taken_for_granted(kinds: Store) -> None:
    (one,) = [
        one
        for one in inferred(kinds, "lumexadol", limit=500)
        if (one.predicate, one.object.id) == ("TREATS", "X:q")
    ]
    kind, fact = one.premises
    assert isinstance(kind, KindOf)
    assert (kind.subject.id, kind.object.id, fact.predicate) == ("X:a", "Y:0", "TREATS")
    assert one.belief == pytest.approx(0.5 * 0.8)
    assert one.belief <= min(premise.belief for premise in one.premises)
    assert told(kinds, "lumexadol")
    assert ("X:a", "TREATS", "X:g") in {
        (one.subject.id, one.predicate, one.object.id) for one in inferred(kinds, "lumexadol", year=2005)
    }


def test_a_conclusion_goes_with_the_hierarchy_or_the_fact_that_it_rests_on(kinds: Store) -> None:
    assert ("X:a", "TREATS", "X:q") in told(kinds, "lumexadol")
    kinds.write("MATCH (:Concept {id: 'X:a'})-[r:IS_A]->() DELETE r")
    assert ("X:a", "TREATS", "X:q") not in told(kinds, "lumexadol")
    assert ("X:g", "HAS_SYMPTOM", "X:v") in told(kinds, "grey ague")
    kinds.write("MATCH ()-[r:HAS_SYMPTOM {key: 'k9'}]->() SET r.belief = 0.0")
    assert ("X:g", "HAS_SYMPTOM", "X:v") not in told(kinds, "grey ague")
    kinds.write("MATCH ()-[r:HAS_SYMPTOM {key: 'k9'}]->() SET r.belief = 0.9")


def test_conclusions_are_in_no_count(kinds: Store) -> None:
    before = graph_statistics(kinds)
    shown = show(kinds, "lumexadol")
    assert told(kinds, "lumexadol")
    assert graph_statistics(kinds) == before
    assert show(kinds, "lumexadol") == shown
    assert all(fact.key.startswith("k") for fact in shown.facts)


def test_a_class_of_very_many_says_nothing_of_each(kinds: Store) -> None:
    kinds.write(
        "MATCH (y:Concept {id: 'Y:0'}) UNWIND range(1, $most) AS n "
        "CREATE (:Concept:Drug {id: 'Y:' + n, name: 'dole ' + n, lower_name: 'dole ' + n, nil: false, "
        "mentions: 1, documents: 1})-[:IS_A {key: 'i-' + n}]->(y)",
        {"most": FAN},
    )
    assert not [one for one in told(kinds, "quorn syndrome").values() if "class" in one]
    assert ("X:a", "TREATS", "X:q") in told(kinds, "lumexadol")


def test_no_rule_looks_at_more_than_the_square_of_what_is_followed(kinds: Store) -> None:
    kinds.write(
        "MATCH (z:Concept {id: 'X:z'}) UNWIND range(1, $many) AS n "
        "CREATE (d:Concept:Drug {id: 'Y:' + n, name: 'dole ' + n, lower_name: 'dole ' + n, nil: false, "
        f"mentions: 1, documents: 1}})-[:TREATS {{key: 'z-' + n, {_COUNTS}}}]->(z)",
        {"many": 20 * FAN},
    )
    values = {"id": "X:g", "year": None, "fan": 20}
    for rule in read_rules():
        assert len(kinds.read(cypher((rule,)), values)) <= 2 * 20


def test_the_limit_counts_conclusions_and_not_the_ways_to_them(kinds: Store) -> None:
    """Ten classes say the same thing, and each, less surely, one more."""
    kinds.write(
        "MATCH (a:Concept {id: 'X:a'}), (q:Concept {id: 'X:q'}) UNWIND range(1, 10) AS n "
        "CREATE (k:Concept:Drug {id: 'Y:' + n, name: 'dole ' + n, lower_name: 'dole ' + n, nil: false, "
        "mentions: 1, documents: 1}) CREATE (a)-[:IS_A {key: 'i-' + n}]->(k) "
        f"CREATE (k)-[t:TREATS {{key: 't-' + n, {_COUNTS}}}]->(q) SET t.belief = 0.9 "
        f"CREATE (k)-[s:TREATS {{key: 's-' + n, {_COUNTS}}}]->(:Concept:Disease {{id: 'Y:d' + n, "
        "name: 'ache ' + n, lower_name: 'ache ' + n, nil: false, mentions: 1, documents: 1}) "
        "SET s.belief = 0.1"
    )
    (treats,) = [rule for rule in read_rules() if rule.name == "treats what its class treats"]
    found = inferred(kinds, "lumexadol", rules=[treats], limit=5)
    assert found[0].object.id == "X:q"
    assert len({one.object.id for one in found}) == len(found) == 5
    assert [one.belief for one in found] == pytest.approx([0.45, 0.05, 0.05, 0.05, 0.05])


def test_of_many_ways_to_a_symmetric_conclusion_one_is_told(kinds: Store) -> None:
    kinds.write("MATCH (c:Concept {id: 'X:c'}), (y:Concept {id: 'Y:0'}) CREATE (c)-[:IS_A {key: 'i9'}]->(y)")
    kinds.write(
        "MATCH (a:Concept {id: 'X:a'}), (y:Concept {id: 'Y:0'}) "
        f"CREATE (a)-[:INTERACTS_WITH {{key: 'y9', {_COUNTS}}}]->(y)"
    )
    (rule,) = [rule for rule in read_rules() if rule.conclusion.symmetric]
    found = [{one.subject.id, one.object.id} for one in inferred(kinds, "X:a", rules=[rule])]
    assert found.count({"X:a", "X:c"}) == 1


class Counting:
    """A store that counts what is read."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.reads = 0

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None, /) -> list[dict[str, Any]]:
        self.reads += 1
        return self.store.read(cypher, parameters)


def test_all_rules_are_asked_in_one_query(kinds: Store) -> None:
    all_rules, one_rule = Counting(kinds), Counting(kinds)
    assert len({one.rule for one in inferred(all_rules, "X:a", limit=500)}) > 1
    assert inferred(one_rule, "X:a", rules=read_rules()[5:6])
    assert all_rules.reads == one_rule.reads


def test_no_rules_no_conclusions(kinds: Store) -> None:
    assert inferred(kinds, "X:a", rules=[]) == ()


def test_a_symmetric_fact_stands_in_either_direction(kinds: Store) -> None:
    assert ("X:a", "INTERACTS_WITH", "X:c") in told(kinds, "lumexadol")
    kinds.write(
        "MATCH (a:Concept {id: 'X:a'}), (c:Concept {id: 'X:c'}) "
        f"CREATE (c)-[:INTERACTS_WITH {{key: 'y8', {_COUNTS}}}]->(a)"
    )
    try:
        assert ("X:a", "INTERACTS_WITH", "X:c") not in told(kinds, "lumexadol")
        assert ("X:a", "INTERACTS_WITH", "X:c") not in told(kinds, "mistyline")
    finally:
        kinds.write("MATCH ()-[r:INTERACTS_WITH {key: 'y8'}]->() DELETE r")
