"""The shipped relation model is given the sentences that hold what may be related."""

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.relations.classifier import RelationClassifier
from medkg.extraction.shipped import MODELS
from medkg.extraction.span import Span

TEXT = "Amoxicillin caused a rash."


@pytest.fixture(scope="module")
def classifier() -> RelationClassifier:
    return RelationClassifier.load(MODELS / "relations", threads=1)


def annotated(text: str) -> AnnotatedDocument:
    document = Document("invented", text)
    found = [("Amoxicillin", "Drug"), ("rash", "Symptom")]
    spans = [(Span(text.index(word), text.index(word) + len(word)), type) for word, type in found]
    return AnnotatedDocument(document, mentions=tuple(document.mention(span, type) for span, type in spans))


def test_sentences_without_what_may_be_related_change_nothing(classifier: RelationClassifier) -> None:
    longer = annotated(TEXT + " It rained on that day. The blood pressure was normal.")
    (alone,), (beside,) = classifier.classify([annotated(TEXT)]), classifier.classify([longer])
    assert [relation.type for relation in alone] == ["CAUSES"]
    assert beside == alone


def test_a_document_without_a_pair_has_no_relation(classifier: RelationClassifier) -> None:
    document = Document("invented", TEXT)
    only_drug = AnnotatedDocument(document, mentions=(document.mention(Span(0, 11), "Drug"),))
    assert classifier.classify([only_drug, AnnotatedDocument(document)]) == [(), ()]


def test_of_two_directions_only_the_surer_is_given() -> None:
    eager = RelationClassifier.load(MODELS / "relations", threads=1, threshold=0.01)
    document = Document("invented", "Obesity is a risk factor for type 2 diabetes.")
    spans = (Span(0, 7), Span(29, 44))
    mentions = tuple(document.mention(span, "Disease") for span in spans)
    (found,) = eager.classify([AnnotatedDocument(document, mentions=mentions)])
    risks = [(one.head.text, one.tail.text) for one in found if one.type == "RISK_FACTOR_FOR"]
    assert risks == [("Obesity", "type 2 diabetes")]
