"""JSON Lines: a record on each line, of a table's columns or in the form that medkg writes."""

from collections.abc import Iterator, Mapping
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers.annotated_json import parse_annotated
from medkg.extraction.readers.columns import (
    DEFAULT_COLUMNS,
    NAMES,
    Columns,
    described_columns,
    is_pubmed_column,
)
from medkg.extraction.readers.decoding import decoded_lines
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.json_value import json_value
from medkg.extraction.readers.record import Record, Row
from medkg.extraction.readers.row import row_document
from medkg.extraction.readers.source import Source


def read_jsonl(source: Source, columns: Columns = DEFAULT_COLUMNS) -> Iterator[Record]:
    """A document for each line, by the columns of each record; a line that cannot be read costs itself."""
    for number, value in objects(source):
        if isinstance(value, Failure):
            yield value
            continue
        try:
            pubmed_id = is_pubmed_column(columns.find("id", value))
            yield row_document(_fields(value, columns), source.name, number, pubmed_id=pubmed_id)
        except ReadError as error:
            yield Failure(f"{source.name}#{number}", "read", str(error))


def read_annotated_jsonl(source: Source) -> Iterator[AnnotatedDocument | Failure]:
    """The annotated documents that :func:`medkg.extraction.writers.write_annotations` wrote as ``jsonl``."""
    for number, value in objects(source):
        if isinstance(value, Failure):
            yield value
            continue
        try:
            yield parse_annotated(value)
        except ReadError as error:
            yield Failure(f"{source.name}#{number}", "read", str(error))


def read_annotated_rows(source: Source) -> Iterator[Record]:
    """The documents alone of what :func:`read_annotated_jsonl` reads."""
    for number, found in enumerate(read_annotated_jsonl(source), 1):
        yield found if isinstance(found, Failure) else Row(found.document, f"{source.name}#{number}")


def objects(source: Source) -> Iterator[tuple[int, dict[str, Any] | Failure]]:
    """The number of each line that is not empty, from 1, and its object."""
    with source.open() as stream:
        for number, line in enumerate((line for line in decoded_lines(stream) if line.strip()), 1):
            try:
                yield number, _object(line)
            except ReadError as error:
                yield number, Failure(f"{source.name}#{number}", "read", f"a line {error}")


def _object(line: str) -> dict[str, Any]:
    value = json_value(line)
    if not isinstance(value, dict):
        raise ReadError("is not a JSON object")
    return value


def _fields(value: Mapping[str, Any], columns: Columns) -> dict[str, str]:
    found = {role: columns.find(role, value) for role in NAMES}
    fields = {
        role: value[name] for role, name in found.items() if name is not None and value[name] is not None
    }
    if not isinstance(fields.get("text"), str):
        tried = ", ".join(NAMES["text"])
        raise ReadError(f"has no text field: none is called {tried}; it has {described_columns(value)}")
    return {role: _cell(field) for role, field in fields.items()}


def _cell(field: Any) -> str:
    try:
        return "|".join(map(str, field)) if isinstance(field, list) else str(field)
    except RecursionError as error:
        raise ReadError("a field is nested too deeply") from error
