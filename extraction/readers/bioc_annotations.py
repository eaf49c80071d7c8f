"""The annotations and relations of a BioC document as mentions and relations."""

import json
from collections.abc import Iterator
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.readers.annotated_json import spans
from medkg.extraction.readers.bioc_text import BioCText, bioc_text
from medkg.extraction.readers.decoding import same_words, string
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.pubtator import split_identifiers
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span

VOCABULARIES = ("MESH", "OMIM", "HPO", "UMLS")
IDENTIFIERS = ("identifier", "Identifier", "identifiers")
CONCEPT_PAIRS = (("entity1", "entity2"), ("Chemical", "Disease"))
"""How corpora that relate concepts name the two: BioRED and medkg, BC5CDR."""
E = TypeVar("E", bound=StrEnum)


def annotated(bioc_document: Any, source: str) -> AnnotatedDocument:
    """A ``bioc.BioCDocument`` with its mentions and relations.

    A discontinuous annotation becomes the span from its first to its last character. A relation has two nodes
    that name annotations, its evidence is the span that covers both unless the file gives one; a relation
    without nodes names two concepts in its infons.

    Raises:
        ReadError: for a document without text, or annotations that do not fit it.
    """
    text = bioc_text(bioc_document, source)
    mentions = dict(_mentions(bioc_document, text))
    if "medkg" in bioc_document.infons:
        mentions = dict(sorted(mentions.items(), key=lambda item: int(item[0].removeprefix("T"))))
    relations: list[Relation] = []
    concepts: list[ConceptRelation] = []
    for relation in _all_relations(bioc_document):
        if relation.nodes:
            relations.append(_relation(relation, mentions))
        else:
            concepts.append(_concept_relation(relation))
    own = json.loads(bioc_document.infons.get("medkg") or "{}")
    return AnnotatedDocument(
        document=text.document,
        mentions=tuple(mentions.values()),
        relations=tuple(relations),
        concept_relations=tuple(concepts),
        sentences=spans(own.get("sentences", ())),
    )


def _mentions(bioc_document: Any, text: BioCText) -> Iterator[tuple[str, Mention]]:
    for passage, shift in zip(bioc_document.passages, text.shifts, strict=True):
        holders = (passage, *passage.sentences)
        for annotation in (annotation for holder in holders for annotation in holder.annotations):
            yield annotation.id, _mention(annotation, text.document, shift)
    for annotation in bioc_document.annotations:
        yield annotation.id, _mention(annotation, text.document, _shift_at(bioc_document, text, annotation))


def _shift_at(bioc_document: Any, text: BioCText, annotation: Any) -> int:
    """The shift of the last passage that begins before an annotation of the whole document."""
    start = annotation.total_span.offset
    before = [
        shift
        for passage, shift in zip(bioc_document.passages, text.shifts, strict=True)
        if passage.offset <= start
    ]
    return before[-1] if before else 0


def _mention(annotation: Any, document: Document, shift: int) -> Mention:
    total = annotation.total_span
    start, end = total.offset + shift, total.end + shift
    fits = 0 <= start < end <= len(document.text)
    if fits and len(annotation.locations) == 1:
        fits = same_words(document.text[start:end], string(annotation.text or ""))
    if not fits:
        raise ReadError(f"offsets of a mention do not fit the text (first at {total.offset}:{total.end})")
    infons = annotation.infons
    return document.mention(
        Span(start, end),
        string(infons.get("type") or ""),
        score=_score(infons),
        assertion=_assertion(infons),
        extractor=string(infons.get("extractor") or "gold"),
        identifiers=_identifiers(infons),
    )


def _score(infons: dict[str, Any]) -> float:
    try:
        score = float(infons.get("score") or 1.0)
    except (TypeError, ValueError, OverflowError) as error:
        raise ReadError("the infon 'score' is not a number") from error
    if not isfinite(score):
        raise ReadError("the infon 'score' is not a finite number")
    return score


def _assertion(infons: dict[str, Any]) -> Assertion:
    return Assertion(
        _one_of(infons, "polarity", Polarity.AFFIRMED),
        _one_of(infons, "time", Time.CURRENT),
        _one_of(infons, "who", Experiencer.PATIENT),
    )


def _one_of(infons: dict[str, Any], key: str, default: E) -> E:
    try:
        return type(default)(infons.get(key) or default)
    except ValueError as error:
        allowed = ", ".join(type(default))
        raise ReadError(f"the infon {key!r} has a value that is not allowed; {allowed} are") from error


def _identifiers(infons: dict[str, Any]) -> tuple[str, ...]:
    for key in IDENTIFIERS:
        if infons.get(key):
            return split_identifiers(string(infons[key]))
    found = ((name, infons[name]) for name in VOCABULARIES if infons.get(name))
    return tuple(f"{name}:{id}" for name, ids in found for id in split_identifiers(string(ids)))


def _all_relations(bioc_document: Any) -> Iterator[Any]:
    for passage in bioc_document.passages:
        yield from passage.relations
        for sentence in passage.sentences:
            yield from sentence.relations
    yield from bioc_document.relations


def _type(relation: Any) -> str:
    return string(relation.infons.get("type") or relation.infons.get("relation") or "")


def _relation(relation: Any, mentions: dict[str, Mention]) -> Relation:
    ends = [mentions.get(node.refid) for node in relation.nodes]
    head, tail = ends[0], ends[-1]
    if len(ends) != 2 or head is None or tail is None:
        raise ReadError("a relation does not join two annotations of its document")
    if relation.nodes[0].role == "tail":
        head, tail = tail, head
    covering = Span(min(head.span.start, tail.span.start), max(head.span.end, tail.span.end))
    evidence = relation.infons.get("evidence")
    return Relation(
        head=head,
        tail=tail,
        type=_type(relation),
        score=_score(relation.infons),
        evidence=spans(json.loads(evidence)) if evidence else (covering,),
        polarity=_one_of(relation.infons, "polarity", Polarity.AFFIRMED),
        extractor=string(relation.infons.get("extractor") or "gold"),
    )


def _concept_relation(relation: Any) -> ConceptRelation:
    for head, tail in CONCEPT_PAIRS:
        if head in relation.infons and tail in relation.infons:
            return ConceptRelation(
                _type(relation), string(relation.infons[head] or ""), string(relation.infons[tail] or "")
            )
    raise ReadError("a relation names neither two annotations nor two concepts")
