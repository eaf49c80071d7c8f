"""The shipped weights on invented sentences."""

import pytest
import spacy

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Experiencer, Polarity
from medkg.extraction.document import Document
from medkg.extraction.extractor import Extractor

TEXT = (
    "Amoxicillin-induced rash. A 34-year-old woman developed a rash after amoxicillin. She had no fever. "
    "Her mother had breast cancer.\nMetformin is an effective treatment of type 2 diabetes mellitus."
)


@pytest.fixture(scope="module")
def extracted() -> AnnotatedDocument:
    (result,) = Extractor.load().extract([Document("invented", TEXT)])
    assert isinstance(result, AnnotatedDocument)
    return result


def test_mentions_have_types_and_assertions(extracted: AnnotatedDocument) -> None:
    found = {mention.text: (str(mention.type), mention.assertion) for mention in extracted.mentions}
    assert found["amoxicillin"][0] == found["Metformin"][0] == "Drug"
    assert found["type 2 diabetes mellitus"][0] == "Disease"
    assert found["fever"][1].polarity is Polarity.NEGATED
    assert found["breast cancer"][1].who is Experiencer.FAMILY
    assert all(mention.text == mention.span.slice(TEXT) for mention in extracted.mentions)


def test_relations_have_evidence(extracted: AnnotatedDocument) -> None:
    found = {(item.head.text.lower(), item.type, item.tail.text.lower()) for item in extracted.relations}
    assert ("amoxicillin", "CAUSES", "rash") in found
    assert ("metformin", "TREATS", "type 2 diabetes mellitus") in found
    assert all(set(relation.evidence) <= set(extracted.sentences) for relation in extracted.relations)
    assert all(
        relation.polarity is Polarity.NEGATED
        for relation in extracted.relations
        if relation.tail.text == "fever"
    )


def test_what_is_found_does_not_depend_on_the_documents_beside(extracted: AnnotatedDocument) -> None:
    others = [
        Document(str(number), "Fever and cough after two doses of amoxicillin. " * 9) for number in range(3)
    ]
    *_, beside = Extractor.load().extract([*others, extracted.document])
    assert beside == extracted


@pytest.mark.parametrize("text", ["See page 12 of the minutes.", "...", "\n\n"])
def test_a_document_that_names_nothing_is_no_failure(text: str) -> None:
    (result,) = Extractor.load().extract([Document("invented", text)])
    assert isinstance(result, AnnotatedDocument)
    assert result.mentions == ()


def test_spacy_users_add_the_pipe_by_name() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("medkg", config={"linking": False, "relations": False})
    doc = nlp("Aspirin was given for headache.")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Aspirin", "Drug"),
        ("headache", "Symptom"),
    ]
    assert doc._.medkg_relations == ()


def test_a_least_score_takes_the_place_of_the_models_own() -> None:
    counts, versions = [], set()
    for least in (0.0, 0.7, 0.95):
        extractor = Extractor.load(min_score=least)
        (result,) = extractor.extract([Document("invented", TEXT)])
        assert isinstance(result, AnnotatedDocument)
        scores = [*(one.score for one in result.mentions), *(one.score for one in result.relations)]
        assert all(score >= least for score in scores)
        counts.append(len(scores))
        versions.add(extractor.version)
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]
    assert len(versions) == 3
