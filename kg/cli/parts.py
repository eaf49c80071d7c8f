"""The extractor and the linker that the options name."""

from pathlib import Path
from typing import TYPE_CHECKING

from medkg.kg.cli.console import waiting_for
from medkg.kg.cli.progress import progress

if TYPE_CHECKING:
    from medkg.extraction.extractor import Extractor
    from medkg.extraction.readers.columns import Columns
    from medkg.linking.linker import Linker


def load_extractor(
    ner: Path | None, relations: Path | None, device: str | None, *, min_score: float | None = None
) -> "Extractor":
    """The extractor with the given models, or with those that ship with the package."""
    from medkg.extraction.extractor import Extractor

    waiting_for("loading the models")
    return Extractor.load(ner, relations, device=device, min_score=min_score)


def load_linker(index: Path | None) -> "Linker":
    """The linker over the given index, or over the user's own."""
    from medkg.linking.linker import Linker

    with progress() as report:
        return Linker.load(index, progress=report)


def columns_of(
    id: str | None, text: str | None, title: str | None, year: str | None, type: str | None
) -> "Columns":
    """The columns that the options name."""
    from medkg.extraction.readers.columns import Columns

    return Columns(id=id, text=text, title=title, year=year, publication_types=type)


def checked_format(format: str | None) -> str | None:
    """``format``, if it is a format that is read."""
    from medkg.extraction.readers.formats import FORMATS
    from medkg.kg.cli.choices import one_of

    return None if format is None else one_of(format, FORMATS, "--format")
