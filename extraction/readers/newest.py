"""Which of the records of one id is read, and which of equal texts."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.record import Deletion, Record, Row, document_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """Positions of records: those of the ``documents`` to read, and those that are refused because their id
    is ``repeated``, with the place of the record that has it before.
    """

    documents: frozenset[int]
    repeated: Mapping[int, str]


def newest(records: Iterable[Record]) -> Chosen:
    """What to read of ``records``.

    Of an id, the greatest ``revision`` is read, of equal revisions the last (PubMed's update files come after
    the files they update). A deletion takes away what came before it. Rows without a revision are no versions
    of each other: the first of an id is read, and one with another text is repeated. Of documents with the
    same text, the first of those that are left is read. Memory: about 500 bytes for each id, no texts.
    """
    best: dict[str, _Entry] = {}
    repeated: dict[int, str] = {}
    for position, record in enumerate(records):
        match record:
            case Document() | Row():
                document = document_of(record)
                found = _entry(record, document, position)
                known = best.get(document.id)
                if known is not None and _are_rows(known, found):
                    if known.digest != found.digest:
                        repeated[position] = known.place
                elif known is None or found.revision >= known.revision:
                    best[document.id] = found
            case Deletion():
                best.pop(record.id, None)
            case Failure():
                continue
    return Chosen(frozenset(_first_of_each_text(best.values())), repeated)


def refusal(record: Document | Row, before: str) -> Failure:
    """The failure of a record whose id the one at the place ``before`` has."""
    name = record.place if isinstance(record, Row) else record.id
    error = f"the id occurs before, in {before}, with another text; ids must be unique"
    return Failure(name, "read", error)


@dataclass(frozen=True, slots=True)
class _Entry:
    revision: str
    position: int
    digest: bytes
    place: str
    is_row: bool


def _entry(record: Document | Row, document: Document, position: int) -> _Entry:
    is_row = isinstance(record, Row)
    place = record.place if isinstance(record, Row) else document.source
    return _Entry(document.revision, position, _digest(document.text), place, is_row)


def _are_rows(one: _Entry, other: _Entry) -> bool:
    """Whether the two are of one id without being versions: no revision, and a row among them."""
    return one.revision == other.revision == "" and (one.is_row or other.is_row)


def _first_of_each_text(entries: Iterable[_Entry]) -> Iterable[int]:
    seen: set[bytes] = set()
    for position, digest in sorted((entry.position, entry.digest) for entry in entries):
        if digest not in seen:
            seen.add(digest)
            yield position


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.strip().encode(), digest_size=16).digest()
