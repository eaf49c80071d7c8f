"""Tables of documents: CSV and TSV."""

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.columns import Columns, Layout, has_header, layout
from medkg.extraction.readers.decoding import decoded_lines
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.row import row_document
from medkg.extraction.readers.source import Source

MAX_FIELD = 2**26
JUDGED_ROWS = 50
DELIMITERS = ",\t;|"


def read_csv(source: Source, columns: Columns = Columns()) -> Iterator[Record]:
    """A document for each row; quoted cells may hold line ends, the delimiter is told from the first line.

    The columns are found by name (:class:`Columns`). Where none is known for the text, the column that is widest on
    average is taken if it holds more than 100 characters a row. A row that has not as many cells as the header, or no
    text, costs itself.
    """
    with source.open() as stream:
        yield from _documents(_rows(decoded_lines(stream), source.name), source.name, columns)


def delimiter(line: str) -> str:
    """What parts the cells of a table's first line; "," where nothing does."""
    return max(DELIMITERS, key=lambda mark: len(_cells(line, mark)))


def _cells(line: str, mark: str) -> list[str]:
    return next(csv.reader([line], delimiter=mark), [])


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
    header = first
    if not has_header(first):
        header = [str(number) for number in range(1, len(first) + 1)]
        rows = chain((first,), rows)
    judged = list(islice(rows, JUDGED_ROWS))
    where = layout(columns, header, [row for row in judged if not isinstance(row, Failure)])
    for number, row in enumerate(chain(judged, rows), 1):
        yield row if isinstance(row, Failure) else _document(row, where, name, number)


def _document(row: Sequence[str], where: Layout, name: str, number: int) -> Document | Failure:
    if len(row) != where.width:
        return Failure(f"{name}#{number}", "read", f"a row has {len(row)} cells where the header has {where.width}")
    return row_document({role: row[at] for role, at in where.positions.items()}, name, number)
