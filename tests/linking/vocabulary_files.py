"""Writing vocabulary files and reading them back."""

from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence
from medkg.linking.vocabularies.readers import read_vocabulary
from medkg.linking.vocabularies.record import Refused, only_concepts


def write(folder: Path, name: str, text: str) -> Path:
    """``text`` as the file ``name`` in ``folder``."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def concepts_in(name: str, files: list[Path]) -> list[Concept]:
    """The concepts of ``files`` as vocabulary ``name``."""
    return list(only_concepts(read_vocabulary(name, files)))


def refused_in(name: str, files: list[Path]) -> list[str]:
    """What is refused of ``files``, in words."""
    return [str(record) for record in read_vocabulary(name, files) if isinstance(record, Refused)]


def equivalences_in(name: str, files: list[Path]) -> list[tuple[str, str, bool, str, int]]:
    """The equivalences of ``files``."""
    rows = (row for row in read_vocabulary(name, files) if isinstance(row, Equivalence))
    return [(str(row.first), str(row.second), row.denied, row.file, row.line) for row in rows]


def by_id(concepts: list[Concept]) -> dict[str, Concept]:
    """``concepts`` by their identifiers."""
    return {str(concept.curie): concept for concept in concepts}
