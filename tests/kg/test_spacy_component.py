from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc

from medkg.extraction.assertion import Polarity
from medkg.extraction.mention import Mention
from medkg.kg.spacy_component import ExtractionError, MedkgComponent
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Link
from tests.extraction.lexical import lexical_extractor

CONCEPTS = {
    "aspirin": Concept(Curie("MESH", "D001241"), "Aspirin", ("Drug",)),
    "acute kidney injury": Concept(Curie("MESH", "D058186"), "Acute Kidney Injury", ("Disease",)),
}


class TableLinker:
    """Links by a table of names, short forms spelled out."""

    def link(
        self, mentions: Sequence[Mention], *, abbreviations: Mapping[str, str] | None = None
    ) -> list[Link]:
        long = [(abbreviations or {}).get(mention.text, mention.text).lower() for mention in mentions]
        found = [CONCEPTS.get(name) for name in long]
        return [Link(mention, concept, 1.0) for mention, concept in zip(mentions, found, strict=True)]


@Language.factory("medkg_test", default_config={"linked": False})
def create_test_component(nlp: Language, name: str, linked: bool) -> MedkgComponent:
    return MedkgComponent(lexical_extractor(), TableLinker() if linked else None, name=name)


def pipeline(*, linked: bool = False) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("medkg_test", config={"linked": linked})
    return nlp


def test_entities_relations_and_assertions_are_filled() -> None:
    doc = pipeline()("No rash after amoxicillin. He took aspirin.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("rash", "Symptom"),
        ("amoxicillin", "Drug"),
        ("aspirin", "Drug"),
    ]
    assert doc.ents[0]._.medkg_assertion.polarity is Polarity.NEGATED
    assert doc.ents[2]._.medkg_assertion.polarity is Polarity.AFFIRMED
    assert [(item.head.text, item.type, item.tail.text) for item in doc._.medkg_relations] == [
        ("amoxicillin", "CAUSES", "rash")
    ]
    assert {entity.kb_id_ for entity in doc.ents} == {""}


def test_a_linker_gives_concepts_also_to_short_forms() -> None:
    doc = pipeline(linked=True)("Acute kidney injury (AKI) is rare; aspirin and rash and AKI.")
    assert [(entity.text, entity.kb_id_) for entity in doc.ents] == [
        ("Acute kidney injury", "MESH:D058186"),
        ("AKI", "MESH:D058186"),
        ("aspirin", "MESH:D001241"),
        ("rash", ""),
        ("AKI", "MESH:D058186"),
    ]


def test_entities_of_others_stay_where_they_do_not_overlap() -> None:
    nlp = pipeline()
    ruler = nlp.add_pipe("entity_ruler", before="medkg_test")
    assert isinstance(ruler, EntityRuler)
    ruler.add_patterns([{"label": "ORG", "pattern": "Acme"}, {"label": "ORG", "pattern": "aspirin"}])
    doc = nlp("Acme makes aspirin.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("Acme", "ORG"), ("aspirin", "Drug")]


def test_pipe_keeps_order_and_a_bad_document_costs_itself() -> None:
    nlp = pipeline()
    failed: list[str] = []

    def note(name: str, proc: object, docs: list[Doc], error: Exception) -> None:
        failed.append(f"{name} {error}")

    handler: Any = note  # spaCy's types know only handlers that raise
    nlp.set_error_handler(handler)
    done = list(nlp.pipe(["aspirin", "poison", "rash", "fever"], batch_size=3))
    assert [doc.text for doc in done] == ["aspirin", "rash", "fever"]
    assert all(doc.ents for doc in done)
    assert len(failed) == 1 and failed[0].startswith("medkg_test medkg_test: ArithmeticError")
    assert "secret" not in failed[0]


def test_a_bad_document_raises_where_nobody_handles_it() -> None:
    with pytest.raises(ExtractionError, match="ArithmeticError"):
        pipeline()("poison")


def test_the_factory_is_found_by_name_and_names_what_is_missing(tmp_path: object) -> None:
    nlp = spacy.blank("en")
    with pytest.raises(FileNotFoundError, match="medkg train"):
        nlp.add_pipe("medkg", config={"ner": str(tmp_path), "relations": False, "linking": False})
