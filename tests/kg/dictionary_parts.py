"""A small but real extractor and linker: dictionary matching and trigger words, over an invented vocabulary.

Run as a script it builds: ``python dictionary_parts.py OUT INPUT...``.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Polarity
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.kg.build import build
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.link import Candidate, Link

_DISEASE, _SYMPTOM, _DRUG = ("Disease",), ("Symptom",), ("Drug",)

CONCEPTS = (
    Concept(Curie("MESH", "D1"), "zalvoria", _DISEASE, ("zalvoria fever",), xrefs=(Curie("OMIM", "143100"),)),
    Concept(Curie("MESH", "D2"), "quorn syndrome", _DISEASE),
    Concept(Curie("HP", "0000001"), "tremblance", ("Disease", "Symptom"), ("tremblances",)),
    Concept(Curie("HP", "0000002"), "violet rash", _SYMPTOM),
    Concept(Curie("DRUGBANK", "DB1"), "lumexadol", _DRUG),
    Concept(Curie("DRUGBANK", "DB2"), "brintazole", _DRUG),
)
UNKNOWN = {"mistyline": "Drug", "grey ague": "Disease"}
TRIGGERS = {
    "treats": "TREATS",
    "causes": "CAUSES",
    "presents with": "HAS_SYMPTOM",
    "interacts with": "INTERACTS_WITH:effect",
}

_NAMES = {name: concept for concept in CONCEPTS for name in (concept.name, *concept.synonyms)}
_TYPES = {**{name: concept.types[-1] for name, concept in _NAMES.items()}, **UNKNOWN}
_WORDS = re.compile("|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True)), re.IGNORECASE)


@dataclass(frozen=True)
class DictionaryExtractor:
    """Finds the invented names; two of them with a trigger between them in one sentence are related."""

    version: str = "dictionary-1"

    def extract(self, documents: Iterable[Document], /) -> Iterator[AnnotatedDocument | Failure]:
        for document in documents:
            if "unreadable" in document.text:
                yield Failure(document.id, "extract", "the text is unreadable")
            else:
                yield _annotate(document, self.version)


@dataclass(frozen=True)
class DictionaryLinker:
    """Links a name to its concept; short forms are spelled out first."""

    version: str = "vocabulary-1"

    def link(
        self, mentions: Sequence[Mention], /, *, abbreviations: Mapping[str, str] | None = None
    ) -> list[Link]:
        if any(mention.text == "GREY AGUE" for mention in mentions):
            raise ValueError("no capitals")
        return [_link(mention, abbreviations or {}) for mention in mentions]

    def concept(self, curie: Curie, /) -> Concept | None:
        return next((found for found in CONCEPTS if curie in (found.curie, *found.xrefs)), None)


def _annotate(document: Document, version: str) -> AnnotatedDocument:
    sentences = split_sentences(document.text)
    mentions = tuple(
        document.mention(
            Span(match.start(), match.end()),
            _TYPES[match.group().lower()],
            score=0.9,
            assertion=Assertion(_polarity(document.text[max(0, match.start() - 3) : match.start()])),
            extractor=version,
        )
        for match in _WORDS.finditer(document.text)
    )
    relations = tuple(
        found for sentence in sentences for found in _relate(document, sentence, mentions, version)
    )
    return AnnotatedDocument(document, mentions, relations, sentences=sentences)


def _relate(
    document: Document, sentence: Span, mentions: Sequence[Mention], version: str
) -> Iterator[Relation]:
    inside = [mention for mention in mentions if sentence.covers(mention.span)]
    for head, tail in pairwise(inside):
        between = document.text[head.span.end : tail.span.start].lower()
        for trigger, type in TRIGGERS.items():
            if trigger in between:
                polarity = _polarity(between)
                yield Relation(head, tail, type, 0.8, (sentence,), polarity, version)


def _polarity(before: str) -> Polarity:
    if "never" in before or before == "no ":
        return Polarity.NEGATED
    return Polarity.POSSIBLE if "perhaps" in before else Polarity.AFFIRMED


def _link(mention: Mention, abbreviations: Mapping[str, str]) -> Link:
    concept = _NAMES.get(abbreviations.get(mention.text, mention.text).lower())
    if concept is None:
        return Link(mention, None, 0.2)
    return Link(mention, concept, 0.95, (Candidate(concept, concept.name, 0.95),))


if __name__ == "__main__":
    build(
        sys.argv[2:],
        Path(sys.argv[1]),
        extractor=DictionaryExtractor(),
        linker=DictionaryLinker(),
        shard_documents=4,
        curated="none",
    )
