"""Documents as rows of the build and back."""

from collections.abc import Mapping
from typing import Any

from medkg.extraction.document import Document, Section
from medkg.extraction.failure import Failure
from medkg.extraction.readers.decoding import encodable_name
from medkg.extraction.span import Span

Row = dict[str, Any]


def document_row(document: Document) -> Row:
    """The row of ``document``, with printable names."""
    return {
        "id": encodable_name(document.id),
        "text": document.text,
        "title": document.title,
        "section_titles": [section.title for section in document.sections],
        "section_starts": [section.span.start for section in document.sections],
        "section_ends": [section.span.end for section in document.sections],
        "source": encodable_name(document.source),
        "year": document.year,
        "publication_types": list(document.publication_types),
        "mesh_headings": list(document.mesh_headings),
        "notices": list(document.notices),
        "retracted": document.retracted,
        "revision": document.revision,
    }


def document_of_row(row: Mapping[str, Any]) -> Document:
    """The document that :func:`document_row` wrote."""
    sections = zip(row["section_titles"], row["section_starts"], row["section_ends"], strict=True)
    return Document(
        id=row["id"],
        text=row["text"],
        title=row["title"],
        sections=tuple(Section(title, Span(start, end)) for title, start, end in sections),
        source=row["source"],
        year=row["year"],
        publication_types=tuple(row["publication_types"]),
        mesh_headings=tuple(row["mesh_headings"]),
        notices=tuple(row["notices"]),
        retracted=row["retracted"],
        revision=row["revision"],
    )


def failure_row(failure: Failure) -> Row:
    """The row of ``failure``, with printable names."""
    return {
        "document": encodable_name(failure.document),
        "stage": failure.stage,
        "error": encodable_name(failure.error),
    }
