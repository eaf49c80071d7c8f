"""Measuring triples end to end."""

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.relation import ConceptRelation
from medkg.kg.evaluation import evaluate_triples
from tests.kg.dictionary_parts import DictionaryExtractor, DictionaryLinker

TYPES = {"CID": ("CAUSES",), "Cure": ("TREATS", "PREVENTS")}


def gold(id: str, text: str, *relations: tuple[str, str, str]) -> AnnotatedDocument:
    return AnnotatedDocument(
        Document(id, text), concept_relations=tuple(ConceptRelation(*relation) for relation in relations)
    )


def scores(*documents: AnnotatedDocument) -> dict[str, Counts]:
    found = evaluate_triples(
        documents, extractor=DictionaryExtractor(), linker=DictionaryLinker(), types=TYPES
    )
    assert found.micro == sum(found.types.values(), Counts())
    return found.types


def test_right_wrong_and_missed_triples_are_counted_by_type() -> None:
    text = "Lumexadol treats zalvoria. Brintazole causes tremblance. Mistyline treats zalvoria."
    annotated = gold("1", text, ("Cure", "DRUGBANK:DB1", "MESH:D1"), ("CID", "DRUGBANK:DB2", "HP:0000002"))
    assert scores(annotated) == {"CID": Counts(tp=0, fp=1, fn=1), "Cure": Counts(tp=1, fp=0, fn=0)}


def test_alternatives_and_cross_references_are_right_too() -> None:
    by_xref = gold("1", "Lumexadol treats zalvoria.", ("Cure", "DRUGBANK:DB1", "143100"))
    alternatives = gold("2", "Lumexadol treats zalvoria.", ("Cure", "DRUGBANK:DB1", "D0009|MESH:D1"))
    assert scores(by_xref, alternatives)["Cure"] == Counts(tp=2)


def test_a_triple_counts_once_a_document_and_denials_do_not() -> None:
    repeated = gold(
        "1", "Lumexadol treats zalvoria. Lumexadol treats zalvoria.", ("Cure", "DRUGBANK:DB1", "MESH:D1")
    )
    denied = gold("2", "Lumexadol never treats zalvoria.", ("Cure", "DRUGBANK:DB1", "MESH:D1"))
    assert scores(repeated, denied)["Cure"] == Counts(tp=1, fn=1)


def test_other_types_are_left_out() -> None:
    text = "Zalvoria presents with violet rash."
    assert scores(gold("1", text, ("Other", "MESH:D1", "HP:0000002"))) == {"CID": Counts(), "Cure": Counts()}


def test_what_is_printed() -> None:
    documents = [
        gold("1", "Lumexadol treats zalvoria.", ("Cure", "DRUGBANK:DB1", "MESH:D1")),
        gold("2", "unreadable"),
    ]
    found = evaluate_triples(
        documents, extractor=DictionaryExtractor(), linker=DictionaryLinker(), types=TYPES
    )
    printed = found.as_json()
    assert set(printed["micro"]) == {"precision", "recall", "f1", "tp", "fp", "fn"}
    assert printed["types"]["Cure"]["f1"] == 1.0
    assert (printed["documents"], printed["failures"]) == (2, 1)
    assert {"documents_per_second", "tokens_per_second", "peak_memory_mb"} < set(printed)
