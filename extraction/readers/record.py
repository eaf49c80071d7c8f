"""What a reader gives for each record."""

from dataclasses import dataclass

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure


@dataclass(frozen=True, slots=True)
class Deletion:
    """Word from the publisher of a collection that the document ``id`` is no longer part of it."""

    id: str


Record = Document | Failure | Deletion
