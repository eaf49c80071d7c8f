"""Every format that documents are read from, and its reader."""

from collections.abc import Iterator

from medkg.extraction.failure import Failure
from medkg.extraction.readers.bioc import read_bioc_documents
from medkg.extraction.readers.columns import Columns
from medkg.extraction.readers.detect import detect
from medkg.extraction.readers.json_lines import read_annotated_rows, read_jsonl
from medkg.extraction.readers.pubtator import read_pubtator_documents
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.source import Source
from medkg.extraction.readers.source_errors import SOURCE_ERRORS, described
from medkg.extraction.readers.table import read_csv
from medkg.extraction.readers.text import read_text

FORMATS = (
    "pubmed-xml",
    "pmc-jats",
    "pubtator",
    "bioc-xml",
    "bioc-json",
    "fhir",
    "brat",
    "text",
    "csv",
    "jsonl",
    "medkg-jsonl",
)


def read_source(source: Source, format: str | None, columns: Columns) -> Iterator[Record]:
    """The records of one file; what stops it from being read further is a failure of the whole file, the
    last.
    """
    try:
        yield from _records(source, format or detect(source), columns)
    except SOURCE_ERRORS as error:
        yield Failure(source.name, "read", described(error))


def _records(source: Source, format: str, columns: Columns) -> Iterator[Record]:
    match format:
        case "pubmed-xml":
            from medkg.extraction.readers.pubmed import read_pubmed

            return read_pubmed(source)
        case "pmc-jats":
            from medkg.extraction.readers.jats import read_jats

            return read_jats(source)
        case "pubtator":
            return read_pubtator_documents(source)
        case "bioc-xml" | "bioc-json":
            return read_bioc_documents(source, format)
        case "fhir":
            from medkg.extraction.readers.fhir import read_fhir

            return read_fhir(source)
        case "csv":
            return read_csv(source, columns)
        case "jsonl":
            return read_jsonl(source, columns)
        case "medkg-jsonl":
            return read_annotated_rows(source)
        case "brat":
            return read_text(source) if source.name.endswith(".txt") else iter(())
        case _:
            return read_text(source)
