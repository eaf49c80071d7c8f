"""Annotated corpora of any of the formats that hold annotations."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers.bioc import read_bioc
from medkg.extraction.readers.brat import read_brat
from medkg.extraction.readers.detect import detect
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.inputs import sources
from medkg.extraction.readers.json_lines import read_annotated_jsonl
from medkg.extraction.readers.marked import read_marked
from medkg.extraction.readers.pubtator import read_pubtator
from medkg.extraction.readers.source import Source
from medkg.extraction.readers.source_errors import SOURCE_ERRORS, described

ANNOTATION_FORMATS = ("pubtator", "brat", "bioc", "jsonl", "marked")


def read_annotated(path: Path, *, format: str, members: str = "*") -> Iterator[AnnotatedDocument | Failure]:
    """The documents of an annotated corpus with their mentions and relations, in the order of the files.

    ``path`` is a file, packed or not, a folder or an archive; ``format`` one of :data:`ANNOTATION_FORMATS`
    (``bioc`` is XML or JSON, as the content tells; ``jsonl`` is what medkg writes, ``marked`` are texts as in
    :mod:`~medkg.extraction.readers.marked`). Of a folder or an archive only files whose path fits the glob
    ``members`` are read. Nothing is dropped as a duplicate: a corpus is measured as it was published.

    Raises:
        ValueError: for an unknown format.
    """
    if format not in ANNOTATION_FORMATS:
        raise ValueError(f"format {format!r} is not allowed; {', '.join(ANNOTATION_FORMATS)} are")
    return _read(path, format, members)


def _read(path: Path, format: str, members: str) -> Iterator[AnnotatedDocument | Failure]:
    failures: list[Failure] = []
    found = (
        source for source in _without_failures(sources([path]), failures) if fnmatchcase(source.name, members)
    )
    if format == "brat":
        try:
            yield from read_brat(found)
        except ReadError as error:
            yield Failure(path.name, "read", str(error))
    else:
        for source in found:
            yield from _guarded(source, format)
    yield from failures


def _without_failures(found: Iterator[Source | Failure], failures: list[Failure]) -> Iterator[Source]:
    for source in found:
        if isinstance(source, Failure):
            failures.append(source)
        else:
            yield source


def _guarded(source: Source, format: str) -> Iterator[AnnotatedDocument | Failure]:
    try:
        match format:
            case "pubtator":
                yield from read_pubtator(source)
            case "bioc":
                kind = detect(source)
                yield from read_bioc(source, kind if kind == "bioc-json" else "bioc-xml")
            case "marked":
                yield from read_marked(source)
            case _:
                yield from read_annotated_jsonl(source)
    except SOURCE_ERRORS as error:
        yield Failure(source.name, "read", described(error))
