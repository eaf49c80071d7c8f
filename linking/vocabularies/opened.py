"""Vocabulary files opened, packed by gzip or not."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from medkg.linking.vocabularies.source import VocabularyError

_BEGINNINGS = {
    b"PK\x03\x04": "a zip archive",
    b"BZh": "packed by bzip2",
    b"\xfd7zXZ": "packed by xz",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_SNIFFED = 1000
_NUL_BYTES = 0.25
"""What part of a text's first bytes is NUL only where each character has two bytes or more."""


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """``path`` as UTF-8 text, uncompressed where its first bytes are gzip's. A byte that is not UTF-8 becomes
    half a character, so that it costs only its record
    (:func:`medkg.linking.vocabularies.record.unreadable`).

    Raises:
        VocabularyError: for an empty file, an archive or text in UTF-16, or a compressed file that is cut
            off.
    """
    with open_bytes(path) as content:
        _check(path, content)
        with io.TextIOWrapper(content, encoding="utf-8-sig", errors="surrogateescape") as lines:
            yield lines


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """``path`` as bytes, uncompressed where its first bytes are gzip's.

    Raises:
        VocabularyError: where a compressed file is cut off or broken.
    """
    with path.open("rb") as raw:
        compressed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        try:
            yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if compressed else raw
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise VocabularyError(f"{path.name}: the compressed file is cut off or broken") from None


def _check(path: Path, content: IO[bytes]) -> None:
    begins = cast(io.BufferedReader, content).peek(_SNIFFED)[:_SNIFFED]
    if not begins:
        raise VocabularyError(f"{path.name} is empty")
    found = next((what for mark, what in _BEGINNINGS.items() if begins.startswith(mark)), "")
    if not found and begins.count(0) > _NUL_BYTES * len(begins):
        found = "text in UTF-16"
    if found:
        raise VocabularyError(f"{path.name} is {found}; text in UTF-8, or that packed by gzip, is required")
