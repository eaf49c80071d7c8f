"""Tables of documents: CSV and TSV."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from medkg.extraction.failure import Failure
from medkg.extraction.readers.columns import (
    DEFAULT_COLUMNS,
    Columns,
    Layout,
    has_header,
    layout,
    layout_by_width,
)
from medkg.extraction.readers.decoding import decoded_lines
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.record import Record, Row
from medkg.extraction.readers.row import row_document
from medkg.extraction.readers.source import Source

MAX_FIELD = 2**26
JUDGED_ROWS = 50
DELIMITERS = ",\t;|"


def read_csv(source: Source, columns: Columns = DEFAULT_COLUMNS) -> Iterator[Record]:
    """A document for each row; quoted cells may hold line ends, the delimiter is told from the first line.

    The columns are found by name (:class:`Columns`). A first row with a cell of more than 100 characters is a
    record: such a table has no header, and its text is the column that is widest in the first rows. A row
    that has not as many cells as the first, or no text, costs itself.
    """
    with source.open() as stream:
        yield from _documents(_rows(decoded_lines(stream), source.name), source.name, columns)


def delimiter(line: str) -> str:
    """What parts the cells of a table's first line; "," where nothing does."""
    return max(DELIMITERS, key=lambda mark: len(_cells(line, mark)))


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def _rows(lines: Iterator[str], name: str) -> Iterator[list[str] | Failure]:
    """The rows; one that the CSV rules cannot read is a failure."""
    first = next(lines, "")
    csv.field_size_limit(max(MAX_FIELD, csv.field_size_limit()))
    reader = csv.reader(chain((first,), lines), delimiter=delimiter(first))
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure(f"{name} line {reader.line_num}", "read", f"not readable as CSV: {error}")
            continue
        if row:
            yield row


def _documents(rows: Iterator[list[str] | Failure], name: str, columns: Columns) -> Iterator[Record]:
    first = next(rows, None)
    if first is None:
        raise ReadError("is empty")
    if isinstance(first, Failure):
        yield first
        return
    if has_header(first):
        where = layout(columns, first)
    else:
        judged = [first, *islice(rows, JUDGED_ROWS)]
        where = layout_by_width(columns, [row for row in judged if not isinstance(row, Failure)])
        rows = chain(judged, rows)
    for number, row in enumerate(rows, 1):
        yield row if isinstance(row, Failure) else _document(row, where, name, number)


def _document(row: Sequence[str], where: Layout, name: str, number: int) -> Row | Failure:
    if len(row) != where.width:
        return Failure(
            f"{name}#{number}", "read", f"a row has {len(row)} cells where the first has {where.width}"
        )
    fields = {role: row[at] for role, at in where.positions.items()}
    return row_document(fields, name, number, pubmed_id=where.pubmed_ids)
