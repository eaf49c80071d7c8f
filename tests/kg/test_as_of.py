"""Every question as of a year, on a real Neo4j."""

from collections.abc import Iterator

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.cli.app import app
from medkg.kg.diagnosis import Case, Hierarchy, NoDiseasesError, diagnose
from medkg.kg.diagnosis.as_of import GraphAsOf
from medkg.kg.graph import graph_schema
from medkg.kg.questions import (
    UnknownFactError,
    compare,
    evidence_table,
    new,
    paths,
    safety,
    show,
    similar,
)
from medkg.kg.questions.contradictions import contradictions
from medkg.kg.rules import inferred
from tests.kg.invented_graph import edges, nodes

SIGN = "HP:0000001"
HIERARCHY = Hierarchy(names={SIGN: "violet rash"}, parents={SIGN: ()}, by_name={"violet rash": SIGN})
WITHOUT_YEARS = {
    "build", "relink", "load", "embed", "extract", "query", "search", "stats", "export", "doctor", "diff",
    "evaluate", "train", "pretrain", "distill", "vocab", "neo4j",
}  # fmt: skip


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="years")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def test_every_question_takes_a_year() -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    for name in group.commands.keys() - WITHOUT_YEARS:
        command = group.commands[name]
        questions = command.commands.values() if isinstance(command, TyperGroup) else [command]
        for question in questions:
            assert "as_of" in {parameter.name for parameter in question.params}, name


def test_safety(graph: Store) -> None:
    drugs, problems = ["lumexadol", "brintazole"], ["quorn syndrome", "tremblance"]
    then = safety(graph, drugs=drugs, problems=problems, year=2009)
    assert then.interactions == ()
    assert [fact.object.id for fact in then.contraindications] == ["X:q"]
    assert {fact.object.id for fact in then.harms} == {"X:t", "X:q"}
    assert [
        fact.first_year for fact in safety(graph, drugs=drugs, problems=problems, year=2010).interactions
    ] == [2010]
    assert len(safety(graph, drugs=drugs, problems=problems, year=2003).harms) == 1


def test_compare(graph: Store) -> None:
    then = compare(graph, "lumexadol", "brintazole", disease="zalvoria", year=2004)
    assert [fact.object.id for fact in then.first.effects] == ["X:z"]
    assert then.second.effects == then.second.harms == ()
    assert [fact.object.name for fact in then.shared] == ["tremblance"]


def test_evidence_table(graph: Store) -> None:
    assert len(evidence_table(graph, "lumexadol", "TREATS", "zalvoria", year=2001)) == 1
    with pytest.raises(UnknownFactError, match="2000"):
        evidence_table(graph, "lumexadol", "TREATS", "zalvoria", year=2000)


def test_paths(graph: Store) -> None:
    (best, *_) = paths(graph, "lumexadol", "quorn syndrome", year=2010)
    assert [fact.predicate for fact in best.facts] == ["INTERACTS_WITH", "CONTRAINDICATED_IN"]
    shown = {fact.key: fact for fact in show(graph, "brintazole", year=2010).facts}
    assert all(shown[fact.key] == fact for fact in best.facts)
    weight = best.discount * best.facts[0].belief * best.facts[1].belief
    assert best.weight == pytest.approx(weight)
    assert all(one.concepts[1].id != "X:b" for one in paths(graph, "lumexadol", "quorn syndrome", year=2005))


def test_similar(graph: Store) -> None:
    assert [one.disease.name for one in similar(graph, "zalvoria", year=2010)] == ["grey ague"]
    assert len(similar(graph, "zalvoria", year=2020)) == 2
    assert similar(graph, "zalvoria", year=2007) == ()


def test_new(graph: Store) -> None:
    assert {fact.first_year for fact in new(graph, since=2015, year=2016)} == {2015, 2016}
    assert new(graph, since=2015, year=2014) == ()


def test_what_followed_then(graph: Store) -> None:
    told = {(one.predicate, one.object.name) for one in inferred(graph, "brintazole", year=2004)}
    assert told == {("CONTRAINDICATED_IN", "tremblance")}
    assert inferred(graph, "brintazole", year=2003) == ()
    for one in inferred(graph, "brintazole", year=2020):
        assert one.belief <= min(fact.belief for fact in one.premises)


def test_contradictions(graph: Store) -> None:
    graph.write(
        "MATCH (s:Concept {id: 'X:a'}), (o:Concept {id: 'X:z'}) "
        "CREATE (s)-[r:CAUSES {key: 'k99', belief: 0.3, papers: 1, sentences: 1, negations: 0, curated: 0, "
        "retracted: 0, first_year: 2018, last_year: 2018}]->(o) "
        "CREATE (e:Evidence {id: 'e99', edge: 'k99', year: 2018, kind: 'text', polarity: 'affirmed', "
        "score: 0.3, retracted: false})"
    )
    (one,) = contradictions(graph, year=2018)
    assert one.other is not None
    assert (one.fact.key, one.other.key, len(one.opposing)) == ("k0", "k99", 1)
    assert contradictions(graph, year=2017) == ()
    graph.write("MATCH ()-[r:CAUSES {key: 'k99'}]->() DELETE r")
    graph.write("MATCH (e:Evidence {id: 'e99'}) DELETE e")


def test_diagnose(graph: Store) -> None:
    def diseases(year: int) -> list[str]:
        source = GraphAsOf(graph, year=year)
        found = diagnose(Case("", ("violet rash",)), source=source, hierarchy=HIERARCHY)
        return sorted(one.disease.name for one in found.diagnoses)

    assert diseases(2010) == ["zalvoria"]
    assert diseases(2020) == ["quorn syndrome", "zalvoria"]
    with pytest.raises(NoDiseasesError):
        diseases(2006)


def test_curated_tables_count_whenever_they_were_written(graph: Store) -> None:
    count = "MATCH ()-[r:HAS_SYMPTOM {key: 'k11'}]->() SET r.curated = $curated"
    graph.write(count, {"curated": 1})
    graph.write("MATCH (e:Evidence {id: 'e11'}) SET e.kind = 'curated' REMOVE e.year")
    found = GraphAsOf(graph, year=2010)
    assert set(found.expected(["X:q"])) == {"X:q"}
    assert found.counts() == {SIGN: 2}
    graph.write(count, {"curated": 0})
    graph.write("MATCH (e:Evidence {id: 'e11'}) SET e.kind = 'text', e.year = 2020")
