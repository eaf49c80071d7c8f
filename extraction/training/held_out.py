"""Annotated files whose documents no training may see."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.readers import read_annotated
from medkg.extraction.training.configuration import only_known
from medkg.extraction.training.guard import Guard


@dataclass(frozen=True, slots=True)
class HeldOutFile:
    """An annotated file none of whose documents may be trained on; only its texts and ids are looked at."""

    path: Path
    format: str = "pubtator"
    members: str = "*"


def held_out_files(tables: Iterable[dict[str, Any]], base: Path, place: str) -> tuple[HeldOutFile, ...]:
    """The files of ``[[held_out]]`` tables, their paths counted from ``base``.

    Raises:
        ValueError: for a key that is not known, naming it and those allowed.
    """
    files = []
    for table in tables:
        only_known(table, [item.name for item in fields(HeldOutFile)], f"{place} [[held_out]]")
        files.append(HeldOutFile(**{**table, "path": base / table["path"]}))
    return tuple(files)


def guard_of(files: Iterable[HeldOutFile]) -> Guard:
    """The guard against all documents of ``files``."""
    items = (
        item for held in files for item in read_annotated(held.path, format=held.format, members=held.members)
    )
    return Guard.of(item.document for item in items if isinstance(item, AnnotatedDocument))
