"""BioC collections in XML and JSON (bioc.sourceforge.net), read with the ``bioc`` library."""

import json
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers.bioc_annotations import annotated
from medkg.extraction.readers.bioc_text import bioc_text
from medkg.extraction.readers.decoding import decoded
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.source import Source

MAX_JSON_BYTES = 2**30
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
        except ValueError as error:
            yield Failure(name, "read", str(error))


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
        except (ValueError, KeyError, TypeError, etree.XMLSyntaxError):
            yield ReadError("is not a BioC document")


def _json_documents(source: Source) -> Iterator[Any]:
    from bioc import biocjson

    for value in _json_values(source):
        try:
            yield value if isinstance(value, ReadError) else biocjson.fromJSON(value, "BioCDocument")
        except KeyError as error:
            yield ReadError(f"is not a BioC document: it has no {error}")
        except (TypeError, ValueError, AttributeError):
            yield ReadError("is not a BioC document")


def _json_values(source: Source) -> Iterator[Any]:
    """The objects of documents: of a collection, of several, of ``{"PubTator3": [...]}`` or one a line."""
    text = decoded(source.read(MAX_JSON_BYTES))
    try:
        yield from _documents_in(json.loads(text))
    except RecursionError as error:
        raise ReadError("is JSON that is nested too deeply") from error
    except json.JSONDecodeError as error:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or error.msg != "Extra data":
            raise ReadError(f"is not JSON: {error.msg} (line {error.lineno})") from error
        for line in lines:
            yield from _documents_in_line(line)


def _documents_in_line(line: str) -> Iterator[Any]:
    try:
        yield from _documents_in(json.loads(line))
    except json.JSONDecodeError as error:
        yield ReadError(f"a line is not JSON: {error.msg}")


def _documents_in(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _documents_in(item)
    elif isinstance(value, dict) and ("documents" in value or "PubTator3" in value):
        yield from value["documents"] if "documents" in value else value["PubTator3"]
    else:
        yield value
