from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.batches import batches, describe, each_or_error
from medkg.extraction.denial import with_denial
from medkg.extraction.document import Document
from medkg.extraction.extractor import Extractor
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span
from tests.extraction.lexical import LexicalTagger, SameSentence, lexical_extractor


def extract(*texts: str) -> list[AnnotatedDocument | Failure]:
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    return list(lexical_extractor().extract(documents))


def one(text: str) -> AnnotatedDocument:
    (result,) = extract(text)
    assert isinstance(result, AnnotatedDocument)
    return result


def test_sentences_mentions_assertions_and_relations_are_filled() -> None:
    result = one("He took aspirin. No fever after amoxicillin.")
    assert [span.slice(result.document.text) for span in result.sentences] == [
        "He took aspirin.",
        "No fever after amoxicillin.",
    ]
    assert [(mention.text, mention.assertion.polarity) for mention in result.mentions] == [
        ("aspirin", Polarity.AFFIRMED),
        ("fever", Polarity.NEGATED),
        ("amoxicillin", Polarity.AFFIRMED),
    ]
    (relation,) = result.relations
    assert (relation.head.text, relation.tail.text, relation.type) == ("amoxicillin", "fever", "CAUSES")
    assert relation.polarity is Polarity.NEGATED


def test_a_document_without_text_has_nothing() -> None:
    result = one("")
    assert (result.sentences, result.mentions, result.relations) == ((), (), ())


def test_one_bad_document_costs_only_itself() -> None:
    good, bad, also_good = extract("aspirin", "poison fever", "rash")
    assert isinstance(good, AnnotatedDocument) and good.mentions[0].text == "aspirin"
    assert isinstance(also_good, AnnotatedDocument) and also_good.mentions[0].text == "rash"
    assert isinstance(bad, Failure)
    assert (bad.document, bad.stage) == ("1", "extract")
    assert bad.error.startswith("ArithmeticError at lexical.py:")
    assert "secret" not in bad.error


def test_batches_are_read_as_they_are_needed() -> None:
    read: list[str] = []

    def documents() -> Iterator[Document]:
        for number in range(100):
            read.append(str(number))
            yield Document(str(number), "aspirin")

    extractor = Extractor(LexicalTagger(), SameSentence(), batch_documents=4)
    next(extractor.extract(documents()))
    assert len(read) <= 5


def test_long_documents_are_batches_of_their_own() -> None:
    tagger = LexicalTagger()
    extractor = Extractor(tagger, batch_documents=10, batch_characters=20)
    texts = ["fever", "rash", "ulcer " * 10, "fever"]
    found = list(extractor.extract(Document(str(number), text) for number, text in enumerate(texts)))
    assert tagger.batches == [2, 1, 1]
    assert [item.document.id for item in found if isinstance(item, AnnotatedDocument)] == ["0", "1", "2", "3"]


def test_the_version_changes_with_the_models() -> None:
    assert lexical_extractor().version.endswith("+words-1+same-sentence-1")
    assert Extractor(LexicalTagger()).version.endswith("+words-1")


class Unsure(LexicalTagger):
    """Finds ulcers and rashes, but hardly."""

    threshold = 0.5

    def tag(self, batch: Sequence[tuple[Document, Sequence[Span]]]) -> list[tuple[Mention, ...]]:
        return [
            tuple(replace(one, score=0.4 if one.text in ("ulcer", "rash") else 0.9) for one in mentions)
            for mentions in super().tag(batch)
        ]


def test_a_faint_mention_is_given_where_a_relation_joins_it() -> None:
    documents = [Document("d", "A rash first. Then aspirin, fever and an ulcer.")]
    (related,) = Extractor(Unsure(), SameSentence()).extract(documents)
    (alone,) = Extractor(Unsure(), SameSentence()).tag(documents)
    assert isinstance(related, AnnotatedDocument) and isinstance(alone, AnnotatedDocument)
    assert [one.text for one in alone.mentions] == ["aspirin", "fever"]
    assert [one.text for one in related.mentions] == ["aspirin", "fever", "ulcer"]
    assert [one.tail for one in related.relations] == list(related.mentions[1:])


def test_relations_of_given_mentions() -> None:
    document = Document("d", "aspirin and ulcer")
    mentions = (
        document.mention(Span(0, 7), "Drug", identifiers=("D1",)),
        document.mention(Span(12, 17), "Disease", identifiers=("D2", "D3")),
    )
    gold = AnnotatedDocument(document, mentions=mentions)
    (related,) = lexical_extractor().relate([gold])
    (concepts,) = lexical_extractor().relate_concepts([gold])
    assert isinstance(related, AnnotatedDocument) and isinstance(concepts, AnnotatedDocument)
    assert related.relations[0].tail == mentions[1]
    assert [(pair.head, pair.tail) for pair in concepts.concept_relations] == [("D1", "D2"), ("D1", "D3")]


def test_a_missing_model_is_named_with_the_command_that_trains_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=rf"{tmp_path.name} holds no config.json.*medkg train ner"):
        Extractor.load_tagger(tmp_path)
    with pytest.raises(FileNotFoundError, match="medkg train relations"):
        Extractor.load(tmp_path, tmp_path)


DOCUMENT = Document("d", "aspirin fever")
DRUG = DOCUMENT.mention(Span(0, 7), "Drug")


@pytest.mark.parametrize(
    ("own", "assertion", "expected"),
    [
        (Polarity.AFFIRMED, Assertion(), Polarity.AFFIRMED),
        (Polarity.AFFIRMED, Assertion(polarity=Polarity.NEGATED), Polarity.NEGATED),
        (Polarity.POSSIBLE, Assertion(polarity=Polarity.NEGATED), Polarity.NEGATED),
        (Polarity.NEGATED, Assertion(polarity=Polarity.POSSIBLE), Polarity.NEGATED),
        (Polarity.AFFIRMED, Assertion(polarity=Polarity.POSSIBLE), Polarity.POSSIBLE),
        (Polarity.AFFIRMED, Assertion(time=Time.HISTORICAL), Polarity.AFFIRMED),
        (Polarity.AFFIRMED, Assertion(time=Time.HYPOTHETICAL), Polarity.POSSIBLE),
        (Polarity.AFFIRMED, Assertion(who=Experiencer.FAMILY), Polarity.POSSIBLE),
        (Polarity.NEGATED, Assertion(who=Experiencer.OTHER), Polarity.NEGATED),
    ],
)
def test_the_stronger_denial_wins(own: Polarity, assertion: Assertion, expected: Polarity) -> None:
    tail = DOCUMENT.mention(Span(8, 13), "Symptom", assertion=assertion)
    for head, other in ((DRUG, tail), (tail, DRUG)):
        assert (
            with_denial(Relation(head, other, "CAUSES", 0.5, (Span(0, 13),), own), DOCUMENT.text).polarity
            is expected
        )


NEGATED = Assertion(polarity=Polarity.NEGATED)
OVER = Assertion(Polarity.NEGATED, Time.HISTORICAL)
FEARED = Assertion(time=Time.HYPOTHETICAL)


@pytest.mark.parametrize(
    ("text", "type", "drug", "finding", "expected"),
    [
        ("Zorafen: no fever.", "CAUSES", Assertion(), NEGATED, Polarity.NEGATED),
        ("Fever resolved on zorafen.", "TREATS", Assertion(), OVER, Polarity.AFFIRMED),
        ("No history of fever on zorafen.", "CAUSES", Assertion(), OVER, Polarity.NEGATED),
        ("Fever without zorafen.", "TREATS", NEGATED, Assertion(), Polarity.POSSIBLE),
        ("No zorafen in fever.", "CONTRAINDICATED_IN", NEGATED, Assertion(), Polarity.AFFIRMED),
        ("If fever, take zorafen.", "TREATS", Assertion(), FEARED, Polarity.AFFIRMED),
        ("If fever on zorafen, call.", "CAUSES", Assertion(), FEARED, Polarity.POSSIBLE),
    ],
)
def test_what_a_mention_does_to_its_relation(
    text: str, type: str, drug: Assertion, finding: Assertion, expected: Polarity
) -> None:
    document = Document("d", text)
    places = [text.lower().index(word) for word in ("zorafen", "fever")]
    head = document.mention(Span(places[0], places[0] + 7), "Drug", assertion=drug)
    tail = document.mention(Span(places[1], places[1] + 5), "Symptom", assertion=finding)
    relation = Relation(head, tail, type, 0.5, (Span(0, len(text)),))
    assert with_denial(relation, text).polarity is expected


@given(st.lists(st.integers(0, 9)), st.integers(1, 5), st.integers(1, 20))
def test_batches_keep_order_and_bounds(items: list[int], most: int, bound: int) -> None:
    found = list(batches(items, size=int, most=most, bound=bound))
    assert [item for batch in found for item in batch] == items
    assert all(0 < len(batch) <= most and (len(batch) == 1 or sum(batch) <= bound) for batch in found)


@settings(deadline=None)
@given(st.lists(st.integers(-2, 5), min_size=1))
def test_only_bad_items_fail(items: list[int]) -> None:
    results = each_or_error(lambda batch: [10 // max(item, 0) for item in batch], items)
    for item, result in zip(items, results, strict=True):
        assert isinstance(result, ZeroDivisionError) if item <= 0 else result == 10 // item


def test_errors_are_described_without_their_message() -> None:
    assert describe(ValueError("fever")) == "ValueError"
