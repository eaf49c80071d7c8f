"""Questions, on a real Neo4j that a build was loaded into."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build import BuildReport
from medkg.kg.graph import graph_rows
from medkg.kg.questions import (
    AmbiguousConceptError,
    UnknownConceptError,
    UnknownFactError,
    UnknownPredicateError,
    concepts_named,
    resolve,
    show,
    symptoms,
    treatments,
    why,
)
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

QUERIES = '+ - && || ! ( ) { } [ ] ^ " ~ * ? : \\ / AND'

SAME_NAME = {
    "id": "X:1",
    "name": "Lumexadol",
    "lower_name": "lumexadol",
    "nil": False,
    "mentions": 0,
    "documents": 0,
}


@pytest.fixture(scope="module")
def asked(neo4j_connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with the invented corpus, and the curated facts of its diseases."""
    folder = tmp_path_factory.mktemp("questions")
    build_corpus([write_corpus(folder / "c.jsonl", DOCUMENTS)], folder / "out", curated="touched")
    schema, nodes, edges = graph_rows(folder / "out")
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes, edges, schema=schema, store=store, graph="questions")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize(
    "name", ["MESH:D1", "OMIM:143100", "zalvoria", "Zalvoria", "zalvoria  fever", "ZALVORIA FEVER"]
)
def test_a_concept_is_found_by_id_cross_reference_name_and_synonym(asked: Store, name: str) -> None:
    assert resolve(asked, name).id == "MESH:D1"


def test_an_unknown_name_gets_similar_ones(asked: Store) -> None:
    with pytest.raises(
        UnknownConceptError, match=r"no concept named 'zalvorja'.*zalvoria \(MESH:D1\)"
    ) as caught:
        resolve(asked, "zalvorja")
    assert caught.value.similar[0].id == "MESH:D1"


@pytest.mark.parametrize("name", [*QUERIES.split(), "", "a AND OR", 'x" OR "y'])
def test_no_name_breaks_the_search(asked: Store, name: str) -> None:
    with pytest.raises(UnknownConceptError):
        resolve(asked, name)


def test_an_ambiguous_name_shows_the_choices(asked: Store) -> None:
    asked.write("CREATE (c:Concept:Disease) SET c += $properties", {"properties": SAME_NAME})
    try:
        with pytest.raises(AmbiguousConceptError, match=r"X:1 \(Lumexadol, Disease\)") as caught:
            resolve(asked, "lumexadol")
        assert [choice.id for choice in caught.value.choices] == ["DRUGBANK:DB1", "X:1"]
        assert [found.id for found in concepts_named(asked, "lumexadol", type="Drug")] == ["DRUGBANK:DB1"]
    finally:
        asked.write("MATCH (c:Concept {id: 'X:1'}) DELETE c")


def test_show_ranks_what_is_known(asked: Store) -> None:
    known = show(asked, "brintazole")
    assert (known.concept.id, known.concept.type) == ("DRUGBANK:DB2", "Drug")
    assert [fact.predicate for fact in known.facts] == ["INTERACTS_WITH", "CAUSES", "TREATS"]
    beliefs = [fact.belief for fact in known.facts]
    assert beliefs == sorted(beliefs, reverse=True)
    assert len(show(asked, "brintazole", limit=1).facts) == 1


def test_treatments(asked: Store) -> None:
    (fact,) = treatments(asked, "zalvoria").facts
    assert (fact.subject.name, fact.papers, fact.sentences, fact.negations) == ("lumexadol", 1, 2, 1)
    assert (fact.first_year, fact.last_year) == (2001, 2005)


def test_symptoms_from_texts_and_tables(asked: Store) -> None:
    facts = symptoms(asked, "zalvoria").facts
    by_text = [fact for fact in facts if fact.papers]
    assert [fact.object.name for fact in by_text] == ["violet rash"]
    assert any(fact.curated and not fact.papers for fact in facts)


def test_why_shows_every_sentence_for_and_against(asked: Store) -> None:
    reasons = why(asked, "lumexadol", "treats", "zalvoria")
    assert reasons.fact.predicate == "TREATS"
    shown = [(piece.document, piece.year, piece.polarity, piece.sentence) for piece in reasons.evidence]
    assert shown == [
        ("PMID:1", 2001, "affirmed", "Lumexadol treats zalvoria."),
        ("PMID:1", 2001, "affirmed", "Lumexadol treats zalvoria fever in adults."),
        ("PMID:2", 2005, "negated", "Lumexadol never treats zalvoria."),
    ]
    assert all(piece.subject_text == "Lumexadol" for piece in reasons.evidence)


def test_why_of_a_symmetric_fact_from_either_side(asked: Store) -> None:
    one = why(asked, "lumexadol", "INTERACTS_WITH", "brintazole")
    assert one == why(asked, "brintazole", "interacts with", "lumexadol")
    assert len(one.evidence) == 2


def test_why_of_a_curated_fact_cites_the_table(asked: Store) -> None:
    fact = next(fact for fact in symptoms(asked, "zalvoria").facts if fact.curated)
    (piece, *_) = why(asked, "zalvoria", "HAS_SYMPTOM", fact.object.id).evidence
    assert (piece.kind, piece.source) == ("curated", "HPOA")
    assert piece.reference and not piece.sentence


def test_a_fact_that_is_not_there(asked: Store) -> None:
    with pytest.raises(UnknownFactError, match=r"brintazole \(DRUGBANK:DB2\) CAUSES zalvoria"):
        why(asked, "brintazole", "CAUSES", "zalvoria")
    with pytest.raises(UnknownPredicateError, match="'heals' is no predicate; CAUSES, "):
        why(asked, "brintazole", "heals", "zalvoria")


def test_loading_twice_changes_nothing(asked: Store, built: tuple[Path, BuildReport]) -> None:
    schema, nodes, edges = graph_rows(built[0])
    load(nodes, edges, schema=schema, store=asked, graph="other")
    schema, nodes, edges = graph_rows(built[0])
    report = load(nodes, edges, schema=schema, store=asked, graph="other")
    assert (report.created, report.updated, report.deleted) == (0, 0, 0)
