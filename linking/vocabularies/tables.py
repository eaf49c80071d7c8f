"""Vocabulary files as text, and their lines and rows as records."""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.quoted import split_rows
from medkg.linking.vocabularies.record import Made, Record, Refused, attempted, unreadable
from medkg.linking.vocabularies.source import VocabularyError

Row = dict[str, str]


def line_records(path: Path, make: Callable[[str, int], Made]) -> Iterator[Record]:
    """What ``make`` gives for each line of ``path`` (without its end) and its number, from 1.

    Where ``make`` raises ValueError the line is refused for that reason. Empty lines and those that begin
    with ``#`` are left out.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            if reason := unreadable(line):
                yield Refused(path.name, number, reason)
            else:
                yield from attempted(path.name, number, make, line.rstrip("\r\n"), number)


def row_records(
    path: Path,
    columns: Iterable[str],
    make: Callable[[Row, int], Made],
    *,
    delimiter: str = ",",
    quoted: bool = True,
) -> Iterator[Record]:
    """What ``make`` gives for each row of the table ``path`` and the number of its line.

    A row that cannot be read, that ends before one of ``columns``, or for which ``make`` raises ValueError,
    is refused.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    refused: list[Refused] = []
    for number, row in whole_rows(path, columns, refused, delimiter=delimiter, quoted=quoted):
        yield from attempted(path.name, number, make, row, number)
    yield from refused


def whole_rows(
    path: Path,
    columns: Iterable[str],
    refused: list[Refused],
    *,
    delimiter: str = ",",
    quoted: bool = True,
) -> Iterator[tuple[int, Row]]:
    """The rows of ``path`` by column name, with the numbers of their lines; lines that begin with ``#`` are
    left out. A row that cannot be read, or that ends before one of ``columns``, goes to ``refused``.

    Raises:
        VocabularyError: if a column of ``columns`` is not in the header.
    """
    with open_text(path) as lines:
        rows = split_rows(lines, delimiter=delimiter, quoted=quoted)
        number, names, reason = next(rows, (1, [], ""))
        if reason:
            raise VocabularyError(f"{path.name}: line {number}: {reason}")
        wanted = _places(path, columns, names)
        for number, cells, reason in rows:
            short = (f"the row ends before column {name!r}" for name, at in wanted if at >= len(cells))
            if reason := reason or next(short, ""):
                refused.append(Refused(path.name, number, reason))
            else:
                yield number, dict(zip_longest(names, cells[: len(names)], fillvalue=""))


def _places(path: Path, columns: Iterable[str], names: list[str]) -> list[tuple[str, int]]:
    wanted = list(columns)
    missing = [column for column in wanted if column not in names]
    if missing:
        raise VocabularyError(f"{path.name}: column {missing[0]!r} is missing; found: {str(names)[:200]}")
    return [(column, names.index(column)) for column in wanted]


def header(path: Path) -> list[str]:
    """The first line of ``path`` that is no comment, split at tabs, or at commas where it has no tab."""
    with open_text(path) as lines:
        first = next((line for line in lines if not line.startswith("#")), "").rstrip("\r\n")
    try:
        return next(csv.reader([first], delimiter="\t" if "\t" in first else ","), [])
    except csv.Error:
        return []
