"""Annotated documents as JSON Lines: medkg's own form, which keeps everything.

One object a line::

    {"document": {"id", "text", "title", "sections": [[title, start, end], ...], "source", "year",
                  "publication_types", "mesh_headings", "notices", "retracted", "revision"},
     "mentions": [{"start", "end", "text", "type", "score", "polarity", "time", "who", "extractor",
                   "identifiers"}, ...],
     "relations": [{"head", "tail", "type", "score", "evidence": [[start, end], ...], "polarity",
                    "extractor"}, ...],
     "concept_relations": [[type, head, tail], ...],
     "sentences": [[start, end], ...]}

``head`` and ``tail`` are positions in ``mentions``; offsets count characters of ``document.text``, from 0,
the end exclusive. A mention's ``text`` is for human readers: reading takes it from the document.
"""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span


def write_jsonl(documents: Iterable[AnnotatedDocument], file: IO[bytes]) -> int:
    """Write ``documents`` and return how many there were.

    Raises:
        ValueError: for a score that is not a number, or a relation of mentions that the document has not.
    """
    count = 0
    for document in documents:
        file.write(_line(format_annotated(document)))
        count += 1
    return count


def _line(value: dict[str, Any]) -> bytes:
    """In UTF-8 as it is; with escapes where a lone surrogate could not be encoded."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False).encode() + b"\n"


def format_annotated(annotated: AnnotatedDocument) -> dict[str, Any]:
    """The object of one line.

    Raises:
        ValueError: for a relation between mentions that the document has not.
    """
    places = {mention: place for place, mention in enumerate(annotated.mentions)}
    return {
        "document": _document(annotated.document),
        "mentions": [_mention(mention) for mention in annotated.mentions],
        "relations": [_relation(relation, places) for relation in annotated.relations],
        "concept_relations": [[found.type, found.head, found.tail] for found in annotated.concept_relations],
        "sentences": pairs(annotated.sentences),
    }


def pairs(spans: Iterable[Span]) -> list[list[int]]:
    """The spans as ``[start, end]``."""
    return [[span.start, span.end] for span in spans]


def place_of(mention: Mention, places: Mapping[Mention, int]) -> int:
    """Where ``mention`` stands among its document's.

    Raises:
        ValueError: if it is not there.
    """
    if mention not in places:
        raise ValueError(f"a relation of {mention.document} joins a mention that is not among the document's")
    return places[mention]


def _document(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "sections": [[section.title, section.span.start, section.span.end] for section in document.sections],
        "source": document.source,
        "year": document.year,
        "publication_types": list(document.publication_types),
        "mesh_headings": list(document.mesh_headings),
        "notices": list(document.notices),
        "retracted": document.retracted,
        "revision": document.revision,
    }


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "type": mention.type,
        "score": mention.score,
        "polarity": mention.assertion.polarity,
        "time": mention.assertion.time,
        "who": mention.assertion.who,
        "extractor": mention.extractor,
        "identifiers": list(mention.identifiers),
    }


def _relation(relation: Relation, places: Mapping[Mention, int]) -> dict[str, Any]:
    return {
        "head": place_of(relation.head, places),
        "tail": place_of(relation.tail, places),
        "type": relation.type,
        "score": relation.score,
        "evidence": pairs(relation.evidence),
        "polarity": relation.polarity,
        "extractor": relation.extractor,
    }
