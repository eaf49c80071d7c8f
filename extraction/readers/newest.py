"""Which of the records of one id is read, and which of equal texts."""

import hashlib
from collections.abc import Iterable

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.record import Deletion, Record


def newest(records: Iterable[Record]) -> frozenset[int]:
    """The positions in ``records`` of the documents to read.

    Of an id, the greatest ``revision`` is read, of equal revisions the last (PubMed's update files come after
    the files they update). A deletion takes away what came before it. Of documents with the same text, the
    first of those that are left is read. Memory: about 400 bytes for each id, no texts.
    """
    best: dict[str, tuple[str, int, bytes]] = {}
    for position, record in enumerate(records):
        match record:
            case Document():
                known = best.get(record.id)
                if known is None or record.revision >= known[0]:
                    best[record.id] = (record.revision, position, _digest(record.text))
            case Deletion():
                best.pop(record.id, None)
            case Failure():
                continue
    return frozenset(_first_of_each_text(best.values()))


def _first_of_each_text(entries: Iterable[tuple[str, int, bytes]]) -> Iterable[int]:
    seen: set[bytes] = set()
    for position, digest in sorted((position, digest) for _, position, digest in entries):
        if digest not in seen:
            seen.add(digest)
            yield position


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.strip().encode(), digest_size=16).digest()
