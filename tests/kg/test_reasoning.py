"""Safety, comparison, evidence tables, paths, similar diseases and news, on a real Neo4j."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from math import log, sqrt

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.cli.answers import print_knowledge
from medkg.kg.cli.run import run
from medkg.kg.graph import graph_schema
from medkg.kg.questions import compare, evidence_table, new, paths, safety, show, similar
from medkg.kg.questions.neighbours import neighbours, shared
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
    every = paths(graph, "brintazole", "quorn syndrome", least=0.0)
    assert every and "k8" not in {fact.key for path in every for fact in path.facts}
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


@pytest.mark.parametrize("year", [None, 2030])
def test_similarity_is_the_cosine_of_what_is_shared(graph: Store, year: int | None) -> None:
    first, _ = similar(graph, "zalvoria", year=year)
    mine, its = (fact.belief for fact in first.facts)
    assert 0.5 < mine < 1.0 and 0.5 < its < 1.0
    assert first.similarity == pytest.approx(mine * its / log(3) / sqrt(4 * 2))


def test_few_facts_of_the_most_known_diseases_are_read(graph: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.write(
        "MATCH (q:Concept {id: 'X:q'}) UNWIND range(1, 50) AS n CREATE (q)-[:HAS_SYMPTOM {key: 'w' + n, "
        "belief: 0.5, papers: 1, sentences: 1, negations: 0, curated: 0, retracted: 0}]->"
        "(:Concept:Symptom {id: 'W:' + n, name: 'w', lower_name: 'w', nil: false, mentions: 1, documents: 1})"
    )
    try:
        mine, _ = neighbours(graph, "X:z", None)
        assert shared(graph, ["X:q"], mine, None) == {"X:q": {("X:v", "HAS_SYMPTOM"): 0.9}}
        assert [one.disease.id for one in similar(graph, "zalvoria")] == ["X:q", "X:g"]
        monkeypatch.setattr("medkg.kg.questions.candidates.COMPARED", 40)
        assert [one.disease.id for one in similar(graph, "zalvoria")] == ["X:g"]
    finally:
        graph.write("MATCH (c:Concept) WHERE c.id STARTS WITH 'W:' DETACH DELETE c")


def test_what_is_only_denied_is_told_apart(graph: Store, capsys: pytest.CaptureFixture[str]) -> None:
    known = show(graph, "brintazole")
    assert all(fact.belief > 0.0 for fact in known.facts)
    assert [(fact.predicate, fact.object.name) for fact in known.denied] == [("CAUSES", "quorn syndrome")]
    assert show(graph, "brintazole", limit=len(known.facts)).denied == ()
    print_knowledge(known)
    before, after = capsys.readouterr().out.split("not held: what speaks of it")
    assert "CAUSES quorn syndrome" not in before
    assert "CAUSES quorn syndrome  not held (" in after
    assert "belief 0.00" not in before + after


def test_new_facts(graph: Store) -> None:
    assert {fact.first_year for fact in new(graph, since=2015)} == {2015, 2016, 2020}
    assert [fact.belief for fact in new(graph, since=2015)] == [0.9, 0.7, 0.6]
    assert new(graph, since=2021) == ()
    assert len(new(graph, since=1990, limit=3)) == 3


def test_evidence_tables(graph: Store) -> None:
    (row,) = evidence_table(graph, "lumexadol", "treats", "zalvoria")
    assert (row.document, row.year, row.polarity, row.sentences) == ("PMID:0", 2001, "affirmed", 1)
    (_, cells) = list(csv.reader(io.StringIO(as_csv([row]))))
    assert cells[-1] == f"'{SENTENCE}".replace("\n", " ")
    assert as_markdown([row]).splitlines()[-1].endswith('=HYPERLINK("x") \\| said of it |')


def test_an_empty_table_has_its_head() -> None:
    assert as_csv([]).startswith("document,year,title")
    assert as_markdown([]).count("\n") == 2
    assert (
        len(as_markdown([PaperRow("d", None, "", "s", "article", "negated", 0, 0.5, True, "")]).splitlines())
        == 3
    )


BLANK = PaperRow("d", None, "", "s", "article", "negated", 0, 0.5, True, "")


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_a_row_of_csv_is_one_line(break_: str) -> None:
    text = as_csv([replace(BLANK, sentence=f"one{break_}two, three")])
    assert len(text.splitlines()) == 2
    (_, cells) = csv.reader(io.StringIO(text))
    assert cells[-1].replace(" ", "") == "onetwo,three"


@pytest.mark.parametrize("hidden", ["", "\x00", "\x1b[31m", "\u202e", "\t", "\n", " "])
def test_no_formula_hides_behind_what_is_not_shown(hidden: str) -> None:
    (_, cells) = csv.reader(io.StringIO(as_csv([replace(BLANK, title=f"{hidden}=1+1")])))
    assert cells[2].startswith("'")
    assert cells[2].endswith("=1+1")


def test_the_command_prints_the_table_as_it_is(
    graph: Store,
    neo4j_connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password or "")
    title = "MATCH (d:Document {id: 'PMID:0'}) SET d.title = $title"
    graph.write(title, {"title": '\x01=on\u2028it\x0b, "so"\x85'})
    rows = evidence_table(graph, "lumexadol", "treats", "zalvoria")
    for format, text in (("csv", as_csv(rows)), ("markdown", as_markdown(rows))):
        assert run(["evidence-table", "lumexadol", "TREATS", "zalvoria", "--format", format]) == 0
        assert capsys.readouterr().out == text
    graph.write(title, {"title": "On it"})
    (_, cells) = csv.reader(io.StringIO(as_csv(rows)))
    assert cells[2] == '\'=on it , "so" '


def test_a_paper_that_was_read_and_is_cited_by_a_table_is_told_by_its_sentence(graph: Store) -> None:
    graph.write(
        "CREATE (:Evidence {id: 'e90', edge: 'k9', kind: 'curated', polarity: 'affirmed', score: 0.95, "
        "source: 'HPOA', reference: 'PMID:9', retracted: true})"
    )
    (row,) = evidence_table(graph, "zalvoria", "HAS_SYMPTOM", "violet rash")
    graph.write("MATCH (e:Evidence {id: 'e90'}) DELETE e")
    assert (row.document, row.year, row.sentences, row.score) == ("PMID:9", 2007, 1, 0.9)
    assert row.sentence == SENTENCE
    assert row.retracted


def test_a_table_row_that_cites_several_papers_is_one_of_each(graph: Store) -> None:
    graph.write(
        "CREATE (:Evidence {id: 'e91', edge: 'k9', kind: 'curated', polarity: 'affirmed', score: 0.95, "
        "source: 'HPOA', reference: 'PMID:9;PMID:901', retracted: false})"
    )
    found = evidence_table(graph, "zalvoria", "HAS_SYMPTOM", "violet rash")
    graph.write("MATCH (e:Evidence {id: 'e91'}) DELETE e")
    assert [(row.document, row.sentences) for row in found] == [("PMID:9", 1), ("PMID:901", 0)]
