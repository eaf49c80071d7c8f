"""Annotated documents as rows of the build, and mentions back from rows."""

from collections.abc import Mapping
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span
from medkg.kg.build.document_rows import Row

ELLIPSIS = " … "


def sentence_rows(annotated: AnnotatedDocument) -> list[Row]:
    """One row for each sentence."""
    document = annotated.document.id
    return [{"document": document, "start": span.start, "end": span.end} for span in annotated.sentences]


def mention_rows(annotated: AnnotatedDocument) -> list[Row]:
    """One row for each mention, numbered in order."""
    return [_mention_row(mention, number) for number, mention in enumerate(annotated.mentions)]


def relation_rows(annotated: AnnotatedDocument) -> list[Row]:
    """One row for each relation; its ends are numbers of mentions.

    Raises:
        ValueError: for a relation between mentions that are not the document's.
    """
    numbers = {mention: number for number, mention in enumerate(annotated.mentions)}
    return [_relation_row(relation, numbers, annotated.document.text) for relation in annotated.relations]


def mention_of_row(row: Mapping[str, Any]) -> Mention:
    """The mention that :func:`mention_rows` wrote."""
    return Mention(
        document=row["document"],
        span=Span(row["start"], row["end"]),
        text=row["text"],
        type=row["type"],
        score=row["score"],
        assertion=Assertion(Polarity(row["polarity"]), Time(row["time"]), Experiencer(row["who"])),
        extractor=row["extractor"],
    )


def _mention_row(mention: Mention, number: int) -> Row:
    return {
        "document": mention.document,
        "number": number,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "type": str(mention.type),
        "score": mention.score,
        "polarity": str(mention.assertion.polarity),
        "time": str(mention.assertion.time),
        "who": str(mention.assertion.who),
        "extractor": mention.extractor,
    }


def _relation_row(relation: Relation, numbers: Mapping[Mention, int], text: str) -> Row:
    spans = sorted(set(relation.evidence))
    if not spans or relation.head not in numbers or relation.tail not in numbers:
        raise ValueError(f"a {relation.type} relation has no evidence, or mentions that its document has not")
    return {
        "document": relation.head.document,
        "head": numbers[relation.head],
        "tail": numbers[relation.tail],
        "type": relation.type,
        "score": relation.score,
        "polarity": str(relation.polarity),
        "start": spans[0].start,
        "end": max(span.end for span in spans),
        "sentence": ELLIPSIS.join(span.slice(text) for span in spans),
        "extractor": relation.extractor,
    }
