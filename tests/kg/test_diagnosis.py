"""Differential diagnosis: what the scores obey, and the curated table and the graph as sources."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.diagnosis import Case, Hierarchy, NoFindingsError, UnknownFindingError, diagnose
from medkg.kg.diagnosis.case import findings
from medkg.kg.diagnosis.evaluate import evaluate_diagnosis
from medkg.kg.diagnosis.graph import Graph
from medkg.kg.diagnosis.hierarchy import read_hierarchy
from medkg.kg.diagnosis.modifiers import Course, ratio
from medkg.kg.diagnosis.profiles import Profiles
from medkg.kg.diagnosis.score import score
from medkg.kg.diagnosis.table import CuratedTable
from medkg.kg.graph import graph_rows
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

TERMS = {
    "HP:1": "sign",
    "HP:2": "rash",
    "HP:3": "violet rash",
    "HP:4": "green rash",
    "HP:5": "tremor",
    "HP:6": "fever",
}
HIERARCHY = Hierarchy(
    names=TERMS,
    parents={"HP:2": ("HP:1",), "HP:3": ("HP:2",), "HP:4": ("HP:2",), "HP:5": ("HP:1",), "HP:6": ("HP:1",)},
    successors={"HP:9": "HP:3"},
    by_name={name: id for id, name in TERMS.items()},
)
HEADER = (
    "database_id\tdisease_name\tqualifier\thpo_id\treference\tevidence\tonset\tfrequency\tsex\tmodifier\t"
    "aspect\tbiocuration\n"
)
PARTS = st.floats(0.01, 1.0)


def table(*lines: str) -> str:
    cells = [line.split() for line in lines]
    rows = [
        f"{disease}\t{disease} ague\t\t{term}\tPMID:1\tPCS\t\t{often}\t\t\tP\tx\n"
        for disease, term, often in cells
    ]
    return HEADER + "".join(rows)


@pytest.fixture
def source(tmp_path: Path) -> CuratedTable:
    rare = [f"ORPHA:{n} HP:{5 + n % 2} 1/2" for n in range(10, 40)]
    path = tmp_path / "table.hpoa"
    path.write_text(
        table(
            "OMIM:1 HP:3 9/10",
            "OMIM:1 HP:5 5/10",
            "OMIM:2 HP:4 9/10",
            "OMIM:3 HP:6 9/10",
            "OMIM:3 HP:5 0/10",
            *rare,
        )
    )
    return CuratedTable.read(HIERARCHY, path)


def ranked(source: CuratedTable, *present: str, absent: tuple[str, ...] = ()) -> list[str]:
    case = Case("", present, absent)
    return [one.disease.id for one in diagnose(case, source=source, hierarchy=HIERARCHY, limit=40).diagnoses]


def test_a_finding_counts_whole_for_itself_and_in_part_for_its_neighbours(source: CuratedTable) -> None:
    answer = diagnose(Case("", ("Violet  Rash",)), source=source, hierarchy=HIERARCHY, limit=3)
    first, second, third = answer.diagnoses
    assert (first.disease.id, second.disease.id) == ("OMIM:1", "OMIM:2")
    assert first.score > second.score > third.score
    assert first.supporting[0].match is not None
    assert (first.supporting[0].match.term.name, first.supporting[0].match.frequency) == ("violet rash", 0.9)
    assert [one.term.name for one in first.missing] == ["tremor"]


def test_a_general_finding_counts_for_its_kinds(source: CuratedTable) -> None:
    assert set(ranked(source, "rash")[:2]) == {"OMIM:1", "OMIM:2"}


def test_an_absent_finding_counts_against_what_shows_it(source: CuratedTable) -> None:
    assert ranked(source, "rash", absent=("green rash",))[:2] == ["OMIM:1", "OMIM:2"]
    assert ranked(source, "rash", absent=("violet rash",))[:2] == ["OMIM:2", "OMIM:1"]
    answer = diagnose(Case("", ("rash",), ("violet rash",)), source=source, hierarchy=HIERARCHY)
    (against,) = next(one for one in answer.diagnoses if one.disease.id == "OMIM:1").opposing
    assert not against.present and against.ratio < 0


def test_the_next_question_divides_the_leaders(source: CuratedTable) -> None:
    question = diagnose(Case("", ("rash",)), source=source, hierarchy=HIERARCHY).question
    assert question is not None
    assert question.finding.name in {"violet rash", "green rash"}
    assert {question.yes.id, question.no.id} == {"OMIM:1", "OMIM:2"}
    assert 0.3 < question.bits <= 1.0


def test_retired_ids_are_followed_and_unknown_words_get_similar_ones(source: CuratedTable) -> None:
    assert findings(Case("", ("hp:9",)), HIERARCHY).present[0].name == "violet rash"
    with pytest.raises(UnknownFindingError, match=r"'violet rush'.*violet rash") as caught:
        ranked(source, "violet rush")
    assert caught.value.similar == ("violet rash (HP:3)", "green rash (HP:4)")[: len(caught.value.similar)]
    with pytest.raises(NoFindingsError):
        ranked(source)


@given(PARTS, PARTS, PARTS, st.floats(0.5, 60.0))
def test_shown_more_often_is_never_less_likely(low: float, high: float, other: float, size: float) -> None:
    low, high = sorted((low, high))
    columns = {"HP:3": (np.array([0, 1]), np.array([low, high])), "HP:5": (np.array([2]), np.array([other]))}
    profiles = Profiles(("A:1", "A:2", "A:3"), np.array([size, size, size]), columns)
    found = findings(Case("", ("HP:3",), ("HP:5",)), HIERARCHY)
    scores = score(found, profiles, HIERARCHY, {"HP:3": 2, "HP:5": 1})
    assert scores.total[0] <= scores.total[1]
    assert scores.absent[0][2] < scores.absent[0][0]
    assert scores.probabilities.sum() == pytest.approx(1.0)
    assert np.isfinite(scores.total).all()


@given(st.floats(0.0, 1.0), st.floats(1.0, 60.0))
def test_what_is_not_mentioned_counts_nothing(part: float, size: float) -> None:
    found = findings(Case("", ("HP:3",)), HIERARCHY)
    shown = (np.array([0, 1]), np.array([0.5, 0.5]))

    def total(columns: dict[str, tuple[np.ndarray, np.ndarray]]) -> list[float]:  # type: ignore[type-arg]
        profiles = Profiles(("A:1", "A:2"), np.array([size, size]), columns)
        return list(score(found, profiles, HIERARCHY, {"HP:3": 2, "HP:6": 1}).total)

    assert total({"HP:3": shown}) == total({"HP:3": shown, "HP:6": (np.array([1]), np.array([part]))})


def test_sex_and_age_only_count_against() -> None:
    recessive = Course(frozenset({"HP:0001419"}), 16.0)
    assert ratio(Case("", ("x",)), [recessive]) == 1.0
    assert ratio(Case("", ("x",), sex="male", age=30.0), [recessive]) == 1.0
    assert ratio(Case("", ("x",), sex="female"), [recessive]) == 0.2
    assert ratio(Case("", ("x",), age=2.0), [recessive]) == 0.1
    assert ratio(Case("", ("x",), sex="female", age=2.0), []) == 1.0


def test_evaluation_names_what_is_not_known(source: CuratedTable) -> None:
    cases = [
        Case("first", ("violet rash", "a word"), disease="OMIM:1"),
        Case("lost", ("rash",), disease="OMIM:404"),
        Case("bare", ("rash",)),
        Case("empty", (), disease="OMIM:1"),
    ]
    scores = evaluate_diagnosis(cases, source=source, hierarchy=HIERARCHY)
    assert (scores.cases, scores.top_1, scores.mrr, scores.ranks) == (1, 1.0, 1.0, (("first", 1),))
    assert [(one.case, one.disease) for one in scores.unknown] == [("lost", "OMIM:404"), ("bare", None)]
    assert scores.unknown_findings == 1
    assert scores.failures[0].startswith("empty: ")


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The invented corpus and the curated facts of its one disease that HPO knows (OMIM:143100)."""
    folder = tmp_path_factory.mktemp("diagnosis")
    build_corpus([write_corpus(folder / "c.jsonl", DOCUMENTS)], folder / "out", curated="touched")
    schema, nodes, edges = graph_rows(folder / "out")
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes, edges, schema=schema, store=store, graph="diagnosis")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def test_the_graph_diagnoses_with_facts_of_tables_and_texts(graph: Store) -> None:
    hierarchy = read_hierarchy()
    case = Case("", ("Chorea", "HP:0000726"), ("Seizure",), "male", 45.0)
    answer = diagnose(case, source=Graph(graph), hierarchy=hierarchy)
    first = answer.diagnoses[0]
    assert (first.disease.id, first.disease.name) == ("MESH:D1", "zalvoria")
    assert answer.diseases == 2
    matches = [one.match for one in (*first.supporting, *first.opposing) if one.match]
    assert {match.term.name for match in matches} >= {"Chorea"}
    assert all(match.key and match.belief > 0 and match.curated for match in matches)


def test_the_graph_and_the_table_agree_on_frequencies(graph: Store) -> None:
    hierarchy = read_hierarchy()
    (by_graph,) = Graph(graph).expected(["MESH:D1"]).values()
    (by_table,) = CuratedTable.read(hierarchy).expected(["OMIM:143100"]).values()
    stated = {one.term.id: one.frequency for one in by_graph if one.curated}
    expected = {one.term.id: one.frequency for one in by_table}
    assert stated.keys() == expected.keys() and len(stated) >= 10
    for id, frequency in stated.items():
        assert frequency == pytest.approx(expected[id], abs=1e-6)


def test_diseases_are_known_by_any_of_their_ids(graph: Store) -> None:
    assert Graph(graph).meaning(["OMIM:143100", "mesh:D1", "OMIM:404", "no id"]) == {
        "OMIM:143100": "MESH:D1",
        "mesh:D1": "MESH:D1",
    }
    profiles = Graph(graph).profiles()
    assert profiles.diseases == ("MESH:D1", "MESH:D2")
    assert (profiles.sizes > 0).all()
    (row,) = graph.read("""
        MATCH (d:Concept {id: 'MESH:D1'})-[r:HAS_SYMPTOM]->()
        RETURN d.findings AS findings, sum(r.belief * coalesce(r.frequency, 0.5)) AS s
    """)
    assert row["findings"] == pytest.approx(row["s"], abs=1e-4)


def test_a_disease_of_which_nothing_is_expected_is_passed_over(graph: Store) -> None:
    """A text says what a table denies: the fact is believed, and yet no patient is expected to show it."""
    graph.write("""
        MATCH (s:Concept {id: 'HP:0000002'})
        CREATE (:Concept:Disease {id: 'X:1', name: 'blank', findings: 0.0})
            -[:HAS_SYMPTOM {key: 'x', belief: 0.4, frequency: 0.0}]->(s)
    """)
    try:
        profiles = Graph(graph).profiles()
    finally:
        graph.write("MATCH (d:Concept {id: 'X:1'}) DETACH DELETE d")
    assert "X:1" not in profiles.diseases
    assert list(profiles.columns["HP:0000002"][0]) == [profiles.numbers["MESH:D1"]]
