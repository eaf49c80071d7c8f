"""An annotated document from the JSON object that medkg writes; :mod:`medkg.extraction.writers.jsonl` is its
inverse.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import index
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.document import Document, Section
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import string, well_formed
from medkg.extraction.readers.errors import FIELD_ERRORS, ReadError, reason
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
                ConceptRelation(string(type), string(head), string(tail))
                for type, head, tail in value["concept_relations"]
            ),
            sentences=spans(value["sentences"]),
        )
    except KeyError as error:
        raise ReadError(f"has no field {error}") from error
    except FIELD_ERRORS as error:
        raise ReadError(reason(error, "has a field that is not as medkg writes it")) from error


def spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    """The spans in a list of ``[start, end]``.

    Raises:
        TypeError, ValueError: for what is not such a list.
    """
    return tuple(Span(index(start), index(end)) for start, end in pairs)


def sections(rows: Iterable[Sequence[Any]], text: str) -> tuple[Section, ...]:
    """The sections of ``text`` in a list of ``[title, start, end]``.

    Raises:
        TypeError, ValueError: for what is not such a list, or reaches past the text.
    """
    found = tuple(Section(string(title), Span(index(start), index(end))) for title, start, end in rows)
    if any(section.span.end > len(text) for section in found):
        raise ReadError("a section reaches past the text")
    return found


def _document(value: Mapping[str, Any]) -> Document:
    text, id = value["text"], value["id"]
    if not isinstance(text, str) or not isinstance(id, str):
        raise ReadError("its id and its text are not both strings")
    text = well_formed(text)
    return Document(
        id=well_formed(id),
        text=text,
        title=string(value["title"]),
        sections=sections(value["sections"], text),
        source=string(value["source"]),
        year=_year(value["year"]),
        publication_types=tuple(map(string, value["publication_types"])),
        mesh_headings=tuple(map(string, value["mesh_headings"])),
        notices=tuple(map(string, value["notices"])),
        retracted=bool(value["retracted"]),
        revision=string(value["revision"]),
    )


def _year(value: Any) -> int | None:
    year = None if value is None else int(value)
    if year is not None and not 0 < year < 10_000:
        raise ReadError("a year has not one to four digits")
    return year


def _mention(document: Document, value: Mapping[str, Any]) -> Mention:
    return document.mention(
        Span(index(value["start"]), index(value["end"])),
        string(value["type"]),
        score=float(value["score"]),
        assertion=Assertion(Polarity(value["polarity"]), Time(value["time"]), Experiencer(value["who"])),
        extractor=string(value["extractor"]),
        identifiers=tuple(map(string, value["identifiers"])),
    )


def _relation(mentions: Sequence[Mention], value: Mapping[str, Any]) -> Relation:
    return Relation(
        head=mentions[value["head"]],
        tail=mentions[value["tail"]],
        type=string(value["type"]),
        score=float(value["score"]),
        evidence=spans(value["evidence"]),
        polarity=Polarity(value["polarity"]),
        extractor=string(value["extractor"]),
    )
