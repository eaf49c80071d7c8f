"""Parts of an extractor that work by word lists: real behaviour without a trained model."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.extractor import Extractor
from medkg.extraction.mention import Mention
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span

WORDS = {
    "amoxicillin": "Drug",
    "aspirin": "Drug",
    "AKI": "Disease",
    "Acute kidney injury": "Disease",
    "acute kidney injury": "Disease",
    "ulcer": "Disease",
    "rash": "Symptom",
    "fever": "Symptom",
}
_PATTERN = re.compile("|".join(WORDS))


class LexicalTagger:
    """Finds :data:`WORDS`; a text with "poison" makes the whole batch fail, as a model's error would."""

    version = "words-1"
    threshold = 0.0

    def __init__(self) -> None:
        self.batches: list[int] = []

    def tag(self, batch: Sequence[tuple[Document, Sequence[Span]]]) -> list[tuple[Mention, ...]]:
        self.batches.append(len(batch))
        if any("poison" in document.text for document, _ in batch):
            raise ArithmeticError("the secret text of a patient")
        return [tuple(_mentions(document)) for document, _ in batch]


class SameSentence:
    """Relates each drug to each finding of its sentence by CAUSES."""

    version = "same-sentence-1"

    def classify(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[Relation, ...]]:
        return [
            tuple(
                Relation(head, tail, "CAUSES", 0.7, (sentence,), extractor=self.version)
                for head, tail, sentence in _pairs(item)
            )
            for item in batch
        ]

    def classify_concepts(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[ConceptRelation, ...]]:
        return [
            tuple(
                ConceptRelation("CAUSES", *ids)
                for head, tail, _ in _pairs(item)
                for ids in product(head.identifiers, tail.identifiers)
            )
            for item in batch
        ]


def lexical_extractor() -> Extractor:
    """An extractor of the parts above."""
    return Extractor(LexicalTagger(), SameSentence())


def _mentions(document: Document) -> Iterable[Mention]:
    for match in _PATTERN.finditer(document.text):
        span = Span(match.start(), match.end())
        yield document.mention(span, WORDS[match.group()], extractor="words-1")


def _pairs(item: AnnotatedDocument) -> Iterator[tuple[Mention, Mention, Span]]:
    for sentence in item.sentences:
        inside = [mention for mention in item.mentions if sentence.covers(mention.span)]
        for head, tail in product(inside, inside):
            if head.type == "Drug" and tail.type != "Drug":
                yield head, tail, sentence
