"""BioC collections in XML and JSON (bioc.sourceforge.net), read with the ``bioc`` library."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers.bioc_annotations import annotated
from medkg.extraction.readers.bioc_text import bioc_text
from medkg.extraction.readers.decoding import decoded
from medkg.extraction.readers.errors import FIELD_ERRORS, ReadError, reason
from medkg.extraction.readers.json_value import json_value
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.source import Source

MAX_JSON_BYTES = 2**30
NOT_BIOC = "is not a BioC document"
WRONG_FIELD = "has a field that is not as BioC has it"
T = TypeVar("T")


def read_bioc(source: Source, format: str) -> Iterator[AnnotatedDocument | Failure]:
    """The annotated documents of a BioC file; ``format`` is ``bioc-xml`` or ``bioc-json``.

    Passages are put together with a line end between them, offsets follow their passages. A document whose
    annotations do not fit its text costs itself alone.
    """
    yield from _converted(source, format, annotated)


def read_bioc_documents(source: Source, format: str) -> Iterator[Record]:
    """The documents alone; wrong annotations do not matter here."""
    yield from _converted(source, format, lambda document, name: bioc_text(document, name).document)


def _converted(source: Source, format: str, convert: Callable[[Any, str], T]) -> Iterator[T | Failure]:
    found = _xml_documents(source) if format == "bioc-xml" else _json_documents(source)
    for number, document in enumerate(found, 1):
        name = f"{source.name}#{number}"
        if isinstance(document, ReadError):
            yield Failure(name, "read", str(document))
            continue
        try:
            yield convert(document, source.name)
        except FIELD_ERRORS as error:
            yield Failure(name, "read", reason(error, WRONG_FIELD))


def _xml_documents(source: Source) -> Iterator[Any]:
    """``bioc.BioCDocument`` values; each is cut out safely first, for the library would expand entities."""
    from bioc import biocxml
    from lxml import etree

    from medkg.extraction.readers.xml_records import xml_records

    for record in xml_records(source, frozenset({"document"})):
        if isinstance(record, ReadError):
            yield record
            continue
        xml = etree.tostring(record, encoding="unicode", with_tail=False)
        try:
            yield biocxml.loads(f"<collection>{xml}</collection>").documents[0]
        except (*FIELD_ERRORS, etree.XMLSyntaxError):
            yield ReadError(NOT_BIOC)


def _json_documents(source: Source) -> Iterator[Any]:
    from bioc import biocjson

    for value in _json_values(source):
        try:
            yield value if isinstance(value, ReadError) else biocjson.fromJSON(value, "BioCDocument")
        except KeyError as error:
            yield ReadError(f"{NOT_BIOC}: it has no {error}")
        except FIELD_ERRORS:
            yield ReadError(NOT_BIOC)


def _json_values(source: Source) -> Iterator[Any]:
    """The objects of documents: of a collection, of several, of ``{"PubTator3": [...]}`` or one a line."""
    text = decoded(source.read(MAX_JSON_BYTES))
    try:
        values: Iterable[Any] = [json_value(text)]
    except ReadError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or all(isinstance(_line_value(line), ReadError) for line in lines[:2]):
            raise
        values = map(_line_value, lines)
    for value in values:
        yield from _documents_in(value)


def _line_value(line: str) -> Any:
    try:
        return json_value(line)
    except ReadError as error:
        return ReadError(f"a line {error}")


def _documents_in(value: Any) -> Iterator[Any]:
    pending = [value]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(reversed(value))
        elif isinstance(value, dict) and ("documents" in value or "PubTator3" in value):
            documents = value["documents"] if "documents" in value else value["PubTator3"]
            yield from documents if isinstance(documents, list) else [ReadError("its documents are no list")]
        else:
            yield value
