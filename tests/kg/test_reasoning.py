"""Safety, comparison, evidence tables, paths, similar diseases and news, on a real Neo4j."""

import csv
import io
from collections.abc import Iterator

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.graph import graph_schema
from medkg.kg.questions import compare, evidence_table, new, paths, safety, similar
from medkg.kg.questions.papers import PaperRow, as_csv, as_markdown
from tests.kg.invented_graph import SENTENCE, edges, nodes


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="reasoning")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def test_safety(graph: Store) -> None:
    answer = safety(
        graph, drugs=["lumexadol", "X:b", "brintazole"], problems=["Quorn Syndrome", "tremblance"]
    )
    assert [drug.id for drug in answer.drugs] == ["X:a", "X:b"]
    assert [(one.subject.id, one.object.id, one.belief) for one in answer.interactions] == [
        ("X:a", "X:b", 0.8)
    ]
    assert [(one.subject.id, one.object.id) for one in answer.contraindications] == [("X:b", "X:q")]
    assert [(one.subject.id, one.object.id) for one in answer.harms] == [("X:a", "X:t"), ("X:b", "X:t")]
    (double,) = answer.duplicates
    assert (double.atc, [drug.name for drug in double.drugs]) == ("C10AA", ["lumexadol", "brintazole"])


def test_nothing_against_one_drug(graph: Store) -> None:
    answer = safety(graph, drugs=["mistyline"], problems=["zalvoria"])
    assert not (answer.interactions or answer.contraindications or answer.harms or answer.duplicates)


def test_compare(graph: Store) -> None:
    answer = compare(graph, "lumexadol", "brintazole", disease="zalvoria")
    assert [fact.belief for fact in answer.first.effects] == [0.9]
    assert [fact.belief for fact in answer.second.effects] == [0.6]
    assert [fact.object.name for fact in answer.shared] == ["tremblance"]
    assert answer.first.harms == ()
    assert [fact.object.name for fact in answer.second.harms] == ["violet rash"]


def test_a_harm_beyond_the_limit_is_still_shared(graph: Store) -> None:
    for limit in (1, 2):
        answer = compare(graph, "brintazole", "lumexadol", disease="quorn syndrome", limit=limit)
        assert [fact.object.name for fact in answer.shared] == ["tremblance"]
        assert all(fact.subject.name == "brintazole" for fact in answer.shared)
    weak = "MATCH (:Concept {id: 'X:a'})-[r:CAUSES {key: 'k4'}]->() SET r.belief = $belief"
    rash = (
        "MATCH (s:Concept {id: 'X:a'}), (o:Concept {id: 'X:v'}) "
        "CREATE (s)-[:CAUSES {key: 'k98', belief: 0.9, papers: 1, "
        "sentences: 1, negations: 0, curated: 0, retracted: 0}]->(o)"
    )
    graph.write(weak, {"belief": 0.1})
    graph.write(rash)
    try:
        answer = compare(graph, "lumexadol", "brintazole", disease="zalvoria", limit=1)
        assert {fact.object.name for fact in answer.shared} == {"tremblance", "violet rash"}
        assert answer.first.harms == answer.second.harms == ()
    finally:
        graph.write(weak, {"belief": 0.7})
        graph.write("MATCH ()-[r:CAUSES {key: 'k98'}]->() DELETE r")


def test_paths_prefer_belief_and_shun_hubs(graph: Store) -> None:
    best, *others = paths(graph, "lumexadol", "quorn syndrome")
    assert [concept.name for concept in best.concepts] == ["lumexadol", "brintazole", "quorn syndrome"]
    assert [fact.predicate for fact in best.facts] == ["INTERACTS_WITH", "CONTRAINDICATED_IN"]
    assert all(best.weight >= other.weight for other in others)
    assert all(fact.belief >= 0.1 for path in (best, *others) for fact in path.facts)
    (direct,) = paths(graph, "zalvoria", "lumexadol", hops=1)
    assert direct.weight == pytest.approx(0.9)
    assert (direct.facts[0].subject.id, direct.facts[0].object.id) == ("X:a", "X:z")
    assert paths(graph, "zalvoria", "X:z") == ()
    assert len(paths(graph, "lumexadol", "quorn syndrome", limit=1)) == 1
    with pytest.raises(ValueError, match="1 to 4"):
        paths(graph, "lumexadol", "zalvoria", hops=5)


def test_similar_diseases_share_what_is_telling(graph: Store) -> None:
    first, second = similar(graph, "zalvoria")
    assert (first.disease.name, first.names, first.shared) == ("quorn syndrome", ("violet rash",), 1)
    assert second.disease.name == "grey ague"
    assert first.similarity > second.similarity > 0


def test_new_facts(graph: Store) -> None:
    assert {fact.first_year for fact in new(graph, since=2015)} == {2015, 2016, 2020}
    assert [fact.belief for fact in new(graph, since=2015)] == [0.9, 0.7, 0.6]
    assert new(graph, since=2021) == ()
    assert len(new(graph, since=1990, limit=3)) == 3


def test_evidence_tables(graph: Store) -> None:
    (row,) = evidence_table(graph, "lumexadol", "treats", "zalvoria")
    assert (row.document, row.year, row.polarity, row.sentences) == ("PMID:0", 2001, "affirmed", 1)
    (_, cells) = list(csv.reader(io.StringIO(as_csv([row]))))
    assert cells[-1] == f"'{SENTENCE}"
    assert as_markdown([row]).splitlines()[-1].endswith('=HYPERLINK("x") \\| said of it |')


def test_an_empty_table_has_its_head() -> None:
    assert as_csv([]).startswith("document,year,title")
    assert as_markdown([]).count("\n") == 2
    assert (
        len(as_markdown([PaperRow("d", None, "", "s", "article", "negated", 0, 0.5, True, "")]).splitlines())
        == 3
    )
