"""Annotated documents in any of the formats that are written."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.writers.atomic import replacing
from medkg.extraction.writers.bioc import write_bioc_json, write_bioc_xml
from medkg.extraction.writers.jsonl import write_jsonl
from medkg.extraction.writers.pubtator import write_pubtator

WRITTEN_FORMATS = ("jsonl", "pubtator", "bioc", "bioc-xml", "bioc-json")


def write_annotations(documents: Iterable[AnnotatedDocument], path: Path, *, format: str) -> int:
    """Write ``documents`` to ``path`` as they come and return how many there were.

    ``format`` is one of :data:`WRITTEN_FORMATS`; ``bioc`` is JSON where the name ends in ``.json``, else XML.
    The file is written aside and then put in its place, so that it is never there half. ``jsonl`` keeps
    everything; what the others keep is said in their modules.

    Raises:
        ValueError: for an unknown format, or what a format cannot hold.
    """
    if format not in WRITTEN_FORMATS:
        raise ValueError(f"format {format!r} is not allowed; {', '.join(WRITTEN_FORMATS)} are")
    with replacing(path) as file:
        return _writer(format, path)(documents, file)


def _writer(format: str, path: Path) -> Callable[[Iterable[AnnotatedDocument], IO[bytes]], int]:
    if format == "jsonl":
        return write_jsonl
    if format == "pubtator":
        return write_pubtator
    if format == "bioc-json" or (format == "bioc" and path.suffix == ".json"):
        return write_bioc_json
    return write_bioc_xml
