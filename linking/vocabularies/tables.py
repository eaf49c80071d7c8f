"""Opening vocabulary files, and their lines and rows as records."""

import csv
import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal, TypeVar, cast

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence
from medkg.linking.vocabularies.record import Record, Refused, checked
from medkg.linking.vocabularies.source import VocabularyError

csv.field_size_limit(1 << 24)

Row = dict[str, str]
Made = Concept | Equivalence | None
Given = TypeVar("Given")


@contextmanager
def open_text(path: Path) -> Iterator[IO[str]]:
    """``path`` as UTF-8 text, uncompressed where its first bytes are gzip's.

    Raises:
        VocabularyError: where the text is not UTF-8, or a compressed file is cut off.
    """
    with open_bytes(path) as content, io.TextIOWrapper(content, encoding="utf-8-sig") as lines:
        try:
            yield lines
        except UnicodeDecodeError:
            raise VocabularyError(f"{path.name}: the text is not UTF-8, which is required") from None


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


def line_records(path: Path, make: Callable[[str, int], Made]) -> Iterator[Record]:
    """What ``make`` gives for each line of ``path`` (without its end) and its number, from 1.

    Where ``make`` raises ValueError the line is refused for that reason. Empty lines and those that begin
    with ``#`` are left out.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip() and not line.startswith("#"):
                yield from _made(path, number, make, line.rstrip("\r\n"))


def row_records(
    path: Path,
    columns: Iterable[str],
    make: Callable[[Row, int], Made],
    *,
    delimiter: str = ",",
    quoted: bool = True,
) -> Iterator[Record]:
    """What ``make`` gives for each row of the table ``path`` and the number of its line.

    A row that ends before one of ``columns``, or for which ``make`` raises ValueError, is refused.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    refused: list[Refused] = []
    for number, row in whole_rows(path, columns, refused, delimiter=delimiter, quoted=quoted):
        yield from _made(path, number, make, row)
    yield from refused


def whole_rows(
    path: Path,
    columns: Iterable[str],
    refused: list[Refused],
    *,
    delimiter: str = ",",
    quoted: bool = True,
) -> Iterator[tuple[int, Row]]:
    """The rows of ``path`` with the numbers of their lines; one that ends before one of ``columns`` goes to
    ``refused``.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    wanted = tuple(columns)
    for number, row in _rows(path, wanted, delimiter, quoted):
        short = next((column for column in wanted if row[column] is None), None)
        if short:
            refused.append(Refused(path.name, number, f"the row ends before column {short!r}"))
        else:
            yield number, {column: value or "" for column, value in row.items()}


def read_table(
    path: Path, columns: Iterable[str], *, delimiter: str = ",", quoted: bool = True
) -> Iterator[Row]:
    """The rows of ``path`` by column name; lines that begin with ``#`` are left out.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    for _, row in _rows(path, tuple(columns), delimiter, quoted):
        yield {column: value or "" for column, value in row.items()}


def header(path: Path) -> list[str]:
    """The first line of ``path`` that is no comment, split at tabs, or at commas where it has no tab."""
    with open_text(path) as lines:
        first = next((line for line in lines if not line.startswith("#")), "").rstrip("\r\n")
    return next(csv.reader([first], delimiter="\t" if "\t" in first else ","), [])


def _made(path: Path, number: int, make: Callable[[Given, int], Made], given: Given) -> Iterator[Record]:
    try:
        made = make(given, number)
    except ValueError as error:
        yield Refused(path.name, number, str(error))
        return
    if isinstance(made, Concept):
        yield from checked(made, path.name, number)
    elif made is not None:
        yield made


def _rows(
    path: Path, columns: tuple[str, ...], delimiter: str, quoted: bool
) -> Iterator[tuple[int, dict[str, str | None]]]:
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE
    with open_text(path) as lines:
        numbered = _Numbered(lines)
        rows = csv.DictReader(numbered, delimiter=delimiter, quoting=quoting)
        missing = [column for column in columns if column not in (rows.fieldnames or ())]
        if missing:
            found = list(rows.fieldnames or ())
            raise VocabularyError(f"{path.name}: column {missing[0]!r} is missing; found: {found}")
        for row in rows:
            yield numbered.line, {column: value for column, value in row.items() if isinstance(column, str)}


class _Numbered:
    """The lines of a file that are no comments; ``line`` is the number of the last one given."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.line = 0

    def __iter__(self) -> "_Numbered":
        return self

    def __next__(self) -> str:
        while True:
            text = next(self._lines)
            self.line += 1
            if not text.startswith("#"):
                return text
