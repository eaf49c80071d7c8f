"""The best sentences come with every fact of every answer, on a real Neo4j."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.diagnosis import Case, Hierarchy, diagnose
from medkg.kg.diagnosis.as_of import GraphAsOf
from medkg.kg.diagnosis.graph import Graph
from medkg.kg.graph import KEPT, graph_rows
from medkg.kg.questions import (
    FactAnswer,
    compare,
    new,
    paths,
    safety,
    show,
    similar,
    symptoms,
    treatments,
    why,
)
from medkg.kg.questions.contradictions import contradictions
from medkg.kg.questions.sentences import best_evidence
from medkg.kg.rules import inferred
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

SIGN = "HP:0000001"
HIERARCHY = Hierarchy(names={SIGN: "violet rash"}, parents={SIGN: ()}, by_name={"violet rash": SIGN})
CASE = Case("", (SIGN,))
ONCE = "Mistyline treats grey ague."
MORE: tuple[dict[str, Any], ...] = (
    {"id": "PMID:6", "year": 2013, "text": "Lumexadol perhaps treats zalvoria. Grey ague causes tremblance."},
    {"id": "PMID:7", "year": 2014, "text": "Lumexadol causes zalvoria. Lumexadol causes tremblance."},
    {"id": "PMID:8", "year": 2014, "text": "Quorn syndrome presents with violet rash."},
    *(
        {"id": f"PMID:{n}", "year": 2015, "text": ONCE + f" In {n} mistyline treats grey ague."}
        for n in range(1000, 1000 + 2 * KEPT)
    ),
)


@pytest.fixture(scope="module")
def asked(neo4j_connection: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("sentences")
    build_corpus([write_corpus(folder / "c.jsonl", [*DOCUMENTS, *MORE])], folder / "out")
    schema, nodes, edges = graph_rows(folder / "out")
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes, edges, schema=schema, store=store, graph="sentences")
        store.write("MATCH (c:Concept {lower_name: 'violet rash'}) SET c.hpo = $hpo", {"hpo": SIGN})
        store.write("MATCH (c:Disease) SET c.findings = 1.0")
        store.write(
            "UNWIND range(1, 20) AS n CREATE (:Concept:Disease {id: 'X:' + n, name: 'x', "
            "lower_name: 'x' + n, nil: false, mentions: 0, documents: 0, findings: 1.0})"
        )
        yield store
        store.write("MATCH (n) DETACH DELETE n")


def answers(store: Store, sentences: int, year: int | None) -> Iterator[FactAnswer]:
    """Every fact of every question."""
    told: dict[str, Any] = {"sentences": sentences, "year": year}
    for known in (
        show(store, "lumexadol", **told),
        treatments(store, "zalvoria", **told),
        symptoms(store, "zalvoria", **told),
    ):
        yield from known.facts
    found = safety(store, drugs=["lumexadol", "brintazole"], problems=["tremblance"], **told)
    yield from (*found.interactions, *found.contraindications, *found.harms)
    both = compare(store, "lumexadol", "brintazole", disease="zalvoria", **told)
    yield from (*both.first.effects, *both.shared, *both.first.harms, *both.second.harms)
    yield from (fact for path in paths(store, "lumexadol", "quorn syndrome", **told) for fact in path.facts)
    yield from (fact for one in similar(store, "zalvoria", **told) for fact in one.facts)
    yield from new(store, since=2000, **told)
    for one in contradictions(store, **told):
        yield from (one.fact, *([one.other] if one.other else []))
    premises = (premise for one in inferred(store, "lumexadol", **told) for premise in one.premises)
    yield from (premise for premise in premises if isinstance(premise, FactAnswer))


@pytest.mark.parametrize("year", [None, 2014])
@pytest.mark.parametrize("sentences", [0, 1, 3, KEPT, KEPT + 1])
def test_every_fact_of_every_answer_has_its_best_sentences(
    asked: Store, sentences: int, year: int | None
) -> None:
    facts = {fact.key: fact for fact in answers(asked, sentences, year)}
    assert {fact.predicate for fact in facts.values()} == {
        "TREATS",
        "CAUSES",
        "HAS_SYMPTOM",
        "INTERACTS_WITH",
    }
    best = best_evidence(asked, facts, sentences=sentences, year=year) if sentences else {}
    for key, fact in facts.items():
        assert fact.evidence == best.get(key, ())
        assert min(sentences, 1) <= len(fact.evidence) <= 2 * sentences


def test_answers_do_not_differ_in_the_evidence_of_a_fact(asked: Store) -> None:
    seen: dict[str, FactAnswer] = {}
    for fact in answers(asked, 2, None):
        assert seen.setdefault(fact.key, fact).evidence == fact.evidence


def test_the_best_of_each_document_comes_first_and_denials_last(asked: Store) -> None:
    (fact, *_) = treatments(asked, "zalvoria", sentences=3).facts
    documents = [(one.document, one.polarity == "negated") for one in fact.evidence]
    assert documents == [("PMID:1", False), ("PMID:6", False), ("PMID:1", False), ("PMID:2", True)]
    (fact, *_) = treatments(asked, "grey ague", sentences=KEPT).facts
    assert fact.sentences > 2 * KEPT
    assert len({one.document for one in fact.evidence}) == len(fact.evidence) == KEPT


def test_what_why_tells_holds_all_that_answers_tell(asked: Store) -> None:
    (fact, *_) = treatments(asked, "zalvoria", sentences=10).facts
    assert set(fact.evidence) == set(why(asked, "lumexadol", "TREATS", "zalvoria").evidence)


def test_a_diagnosis_tells_what_texts_say_of_its_findings(asked: Store) -> None:
    def sentences(source: Graph) -> list[str]:
        found = diagnose(CASE, source=source, hierarchy=HIERARCHY)
        return [piece.sentence for one in found.diagnoses for piece in _evidence(one.supporting)]

    now = ["Zalvoria presents with violet rash.", "Quorn syndrome presents with violet rash."]
    assert sorted(sentences(Graph(asked))) == sorted(now)
    assert sentences(Graph(asked, sentences=0)) == []
    ids = [one.disease.id for one in diagnose(CASE, source=Graph(asked), hierarchy=HIERARCHY).diagnoses]
    then = GraphAsOf(asked, year=2013)
    known = [
        one
        for disease in ids
        if disease in then.profiles().diseases
        for one in then.expected([disease])[disease]
    ]
    assert [piece.sentence for one in known for piece in one.evidence] == now[:1]


def _evidence(supports: Iterable[Any]) -> Iterator[Any]:
    return (piece for one in supports if one.match for piece in one.match.evidence)
