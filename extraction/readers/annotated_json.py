"""An annotated document from the JSON object that medkg writes; :mod:`medkg.extraction.writers.jsonl` is its
inverse.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.document import Document, Section
from medkg.extraction.mention import Mention
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span


def parse_annotated(value: Mapping[str, Any]) -> AnnotatedDocument:
    """The annotated document in ``value``.

    Raises:
        ReadError: if a field is missing, of another type, or does not fit the text.
    """
    try:
        document = _document(value["document"])
        mentions = tuple(_mention(document, mention) for mention in value["mentions"])
        return AnnotatedDocument(
            document=document,
            mentions=mentions,
            relations=tuple(_relation(mentions, relation) for relation in value["relations"]),
            concept_relations=tuple(
                ConceptRelation(str(type), str(head), str(tail))
                for type, head, tail in value["concept_relations"]
            ),
            sentences=spans(value["sentences"]),
        )
    except KeyError as error:
        raise ReadError(f"has no field {error}") from error
    except (TypeError, ValueError, IndexError, AttributeError) as error:
        raise ReadError("has a field that is not as medkg writes it") from error


def spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """The spans in a list of ``[start, end]``."""
    return tuple(Span(start, end) for start, end in pairs)


def _document(value: Mapping[str, Any]) -> Document:
    return Document(
        id=str(value["id"]),
        text=str(value["text"]),
        title=str(value["title"]),
        sections=tuple(Section(str(title), Span(start, end)) for title, start, end in value["sections"]),
        source=str(value["source"]),
        year=None if value["year"] is None else int(value["year"]),
        publication_types=tuple(map(str, value["publication_types"])),
        mesh_headings=tuple(map(str, value["mesh_headings"])),
        notices=tuple(map(str, value["notices"])),
        retracted=bool(value["retracted"]),
        revision=str(value["revision"]),
    )


def _mention(document: Document, value: Mapping[str, Any]) -> Mention:
    return document.mention(
        Span(value["start"], value["end"]),
        str(value["type"]),
        score=float(value["score"]),
        assertion=Assertion(Polarity(value["polarity"]), Time(value["time"]), Experiencer(value["who"])),
        extractor=str(value["extractor"]),
        identifiers=tuple(map(str, value["identifiers"])),
    )


def _relation(mentions: Sequence[Mention], value: Mapping[str, Any]) -> Relation:
    return Relation(
        head=mentions[value["head"]],
        tail=mentions[value["tail"]],
        type=str(value["type"]),
        score=float(value["score"]),
        evidence=spans(value["evidence"]),
        polarity=Polarity(value["polarity"]),
        extractor=str(value["extractor"]),
    )
