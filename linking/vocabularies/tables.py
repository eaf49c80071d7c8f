"""Opening vocabulary files, and tables with a header line."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, cast

from medkg.linking.vocabularies.source import VocabularyError

csv.field_size_limit(1 << 24)


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """``path`` as UTF-8 text, uncompressed where its first bytes are gzip's."""
    with open_bytes(path) as content, io.TextIOWrapper(content, encoding="utf-8-sig") as lines:
        yield lines


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """``path`` as bytes, uncompressed where its first bytes are gzip's."""
    with path.open("rb") as raw:
        compressed = raw.read(2) == b"\x1f\x8b"
        raw.seek(0)
        yield cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if compressed else raw


def read_table(
    path: Path, columns: Iterable[str], *, delimiter: str = ",", quoted: bool = True
) -> Iterator[dict[str, str]]:
    """The rows of ``path`` by column name; lines that begin with ``#`` before the header are left out.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    with open_text(path) as lines:
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
        rows = csv.DictReader(
            (line for line in lines if not line.startswith("#")), delimiter=delimiter, quoting=quoting
        )
        missing = [column for column in columns if column not in (rows.fieldnames or ())]
        if missing:
            raise VocabularyError(
                f"{path.name}: column {missing[0]!r} is missing; found: {list(rows.fieldnames or ())}"
            )
        for row in rows:
            yield {column: value or "" for column, value in row.items() if isinstance(column, str)}


def header(path: Path) -> list[str]:
    """The first line of ``path`` that is no comment, split at tabs, or at commas where it has no tab."""
    with open_text(path) as lines:
        first = next((line for line in lines if not line.startswith("#")), "").rstrip("\r\n")
    return next(csv.reader([first], delimiter="\t" if "\t" in first else ","), [])
