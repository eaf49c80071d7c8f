"""Annotated files whose documents no training may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.readers import ANNOTATION_FORMATS, read_annotated
from medkg.extraction.training.configuration import corpus_path
from medkg.extraction.training.guard import Guard
from medkg.extraction.training.tables import check_table, kinds_of, naming, required_of

_OF_ONE_ANNOTATION = ".ann#"


@dataclass(frozen=True, slots=True)
class HeldOutFile:
    """An annotated file none of whose documents may be trained on; only its texts and ids are looked at.

    Raises:
        ValueError: for a format that is not known, naming it and those allowed.
    """

    path: Path
    format: str = "pubtator"
    members: str = "*"

    def __post_init__(self) -> None:
        if self.format not in ANNOTATION_FORMATS:
            allowed = ", ".join(ANNOTATION_FORMATS)
            raise ValueError(f"{self.path}: format {self.format!r} is not known; allowed: {allowed}")


HELD_OUT = tuple[str | HeldOutFile, ...]
"""How held-out files are written: the path of a PubTator file, or a table, each."""


def held_out_files(
    entries: Iterable[str | dict[str, Any]], base: Path, path: Path | str
) -> tuple[HeldOutFile, ...]:
    """The files of ``held_out``, a list of paths or the tables ``[[held_out]]``, in the configuration at
    ``path``; what begins with ``./`` lies beside that, other paths count from ``base``.

    Raises:
        ValueError: for a key or a format that is not known, naming it and those allowed, a value of another
            kind, or no path.
    """
    files = []
    for entry in entries:
        table = {"path": entry} if isinstance(entry, str) else entry
        place = f"{path} [[held_out]]"
        check_table(table, place, kinds_of(HeldOutFile), required_of(HeldOutFile))
        with naming(place):
            files.append(HeldOutFile(**{**table, "path": corpus_path(table["path"], base, Path(path))}))
    return tuple(files)


def held_out_documents(files: Iterable[HeldOutFile]) -> Iterator[AnnotatedDocument]:
    """All documents of ``files``; annotations that cannot be read are passed over.

    Raises:
        ValueError: for a file that is not there, holds no document of its format, or one that cannot be read,
            since that would not be held out.
    """
    for held in files:
        empty = True
        for item in read_annotated(held.path, format=held.format, members=held.members):
            if not isinstance(item, Failure):
                empty = False
                yield item
            elif not (held.format == "brat" and _OF_ONE_ANNOTATION in item.document):
                raise ValueError(
                    f"{held.path}, a held-out file of format {held.format!r}, cannot be read: "
                    f"{item.document}: {item.error}"
                )
        if empty:
            raise ValueError(
                f"{held.path}, members {held.members!r}, holds no document of format {held.format!r} "
                "to be held out"
            )


def guard_of(files: Iterable[HeldOutFile]) -> Guard:
    """The guard against all documents of ``files``; raises as :func:`held_out_documents`."""
    return Guard.of(item.document for item in held_out_documents(files))
