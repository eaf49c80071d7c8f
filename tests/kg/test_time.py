"""Contradictions, the graph as of a year, and the difference of two builds."""

from pathlib import Path
from typing import Any

import pytest

from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build import BuildReport, NotABuildError
from medkg.kg.diff import Change, FactChange, differences
from medkg.kg.graph import graph_rows
from medkg.kg.questions import UnknownFactError, show, treatments, why
from medkg.kg.questions.contradictions import contradictions
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

Built = tuple[Path, BuildReport]
MORE: tuple[dict[str, Any], ...] = (
    {"id": "PMID:9", "year": 2015, "text": "Lumexadol causes zalvoria. Brintazole treats quorn syndrome."},
)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the corpus with a document more and one less."""
    folder = tmp_path_factory.mktemp("grown")
    kept = [document for document in DOCUMENTS if document["id"] != "PMID:5"]
    build_corpus([write_corpus(folder / "corpus.jsonl", [*kept, *MORE])], folder / "build")
    return folder / "build"


def loaded(store: Store, out: Path) -> Store:
    schema, nodes, edges = graph_rows(out)
    load(nodes, edges, schema=schema, store=store, graph="medkg")
    return store


def test_the_graph_as_of_a_year(store: Store, grown: Path) -> None:
    loaded(store, grown)
    then = show(store, "lumexadol", year=2001).facts
    assert [(fact.predicate, fact.object.name) for fact in then] == [("TREATS", "zalvoria")]
    assert (then[0].papers, then[0].sentences, then[0].negations, then[0].last_year) == (1, 2, 0, 2001)
    today = treatments(store, "zalvoria").facts[0]
    assert then[0].belief > today.belief
    assert show(store, "lumexadol", year=1990).facts == ()
    latest = show(store, "lumexadol", year=2015).facts
    assert {fact.key: fact for fact in latest} == {
        fact.key: fact for fact in show(store, "lumexadol").facts if fact.first_year
    }


def test_why_as_of_a_year(store: Store, grown: Path) -> None:
    loaded(store, grown)
    reasons = why(store, "lumexadol", "TREATS", "zalvoria", year=2001)
    assert {one.document for one in reasons.evidence} == {"PMID:1"}
    with pytest.raises(UnknownFactError, match="1990"):
        why(store, "lumexadol", "TREATS", "zalvoria", year=1990)


def test_contradictions_have_both_sides(store: Store, grown: Path) -> None:
    loaded(store, grown)
    opposed, *divided = contradictions(store)
    assert opposed.other is not None
    assert (opposed.fact.predicate, opposed.other.predicate) == ("TREATS", "CAUSES")
    assert {one.document for one in opposed.opposing} == {"PMID:9"}
    assert {one.document for one in opposed.supporting} == {"PMID:1"}
    assert [(one.fact.predicate, one.other) for one in divided] == [("TREATS", None)]
    assert {one.polarity for one in divided[0].opposing} == {"negated"}
    assert contradictions(store, concept="MESH:D2") == ()
    assert len(contradictions(store, concept="MESH:D1")) == 2


def test_builds_differ_by_what_documents_say(built: Built, grown: Path) -> None:
    found = list(differences(built[0], grown))
    kinds = {(fact.change, fact.predicate, fact.documents) for fact in found}
    assert (Change.GAINED, "CAUSES", ("PMID:9",)) in kinds
    assert (Change.MOVED, "TREATS", ("PMID:9",)) in kinds
    assert (Change.MOVED, "INTERACTS_WITH", ("PMID:5",)) in kinds
    gained = next(fact for fact in found if fact.change is Change.GAINED)
    assert (gained.subject_name, gained.object_name, gained.before) == ("lumexadol", "zalvoria", None)
    turned = {(fact.key, fact.after, fact.before) for fact in differences(grown, built[0])}
    assert turned == {(fact.key, fact.before, fact.after) for fact in found}
    assert list(differences(grown, grown)) == []


def test_a_fact_is_lost_with_its_document(built: Built, tmp_path: Path) -> None:
    kept = [document for document in DOCUMENTS if document["id"] != "PMID:3"]
    build_corpus([write_corpus(tmp_path / "corpus.jsonl", kept)], tmp_path / "build")
    lost: list[FactChange] = [
        fact for fact in differences(built[0], tmp_path / "build") if fact.change is Change.LOST
    ]
    assert {fact.documents for fact in lost} == {("PMID:3",)}
    assert all(fact.after is None for fact in lost)


def test_a_folder_that_is_no_build_is_told(built: Built, tmp_path: Path) -> None:
    with pytest.raises(NotABuildError):
        list(differences(built[0], tmp_path))
