"""What a reader gives for each record."""

from dataclasses import dataclass

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure


@dataclass(frozen=True, slots=True)
class Deletion:
    """Word from the publisher of a collection that the document ``id`` is no longer part of it."""

    id: str


@dataclass(frozen=True, slots=True)
class Row:
    """A document that is a record of a table or of JSON lines; ``place`` is its file's name and its number
    there, ``notes.csv#7``.
    """

    document: Document
    place: str


Record = Document | Row | Failure | Deletion


def document_of(record: Document | Row) -> Document:
    """The document of a record that has one."""
    return record.document if isinstance(record, Row) else record
