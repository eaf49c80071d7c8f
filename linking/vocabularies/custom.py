"""A user's own vocabulary: a CSV or TSV table of id, name, synonyms and type."""

from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.mention import MentionType
from medkg.linking.concept import Concept
from medkg.linking.vocabularies.identifiers import listed, required
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.tables import Row, header, open_text, row_records

_ALLOWED = tuple(kind.value for kind in MentionType)


def read_custom(path: Path) -> Iterator[Record]:
    """Concepts of the columns ``id`` (a CURIE), ``name``, ``type``, and if present ``synonyms``, ``parents``
    and ``xrefs``. Several of one kind stand in one field, separated by ``|``.

    A row without a name, with an identifier that is no CURIE or with an unknown type is refused.
    """
    delimiter = "\t" if "\t" in _first_line(path) else ","
    return row_records(path, ("id", "name", "type"), _concept, delimiter=delimiter)


def is_custom(path: Path) -> bool:
    """Whether ``path`` has the columns of such a table."""
    return {"id", "name", "type"} <= set(header(path))


def _concept(row: Row, line: int) -> Concept:
    curie = required(row["id"])
    types = tuple(part.strip() for part in row["type"].split("|"))
    unknown = [kind for kind in types if kind not in _ALLOWED]
    if unknown:
        raise ValueError(f"type {unknown[0]!r} is not allowed; allowed: {', '.join(_ALLOWED)}")
    synonyms = tuple(name.strip() for name in row.get("synonyms", "").split("|") if name.strip())
    parents, xrefs = listed(row.get("parents", "")), listed(row.get("xrefs", ""))
    return Concept(curie, row["name"].strip(), types, synonyms, parents, xrefs)


def _first_line(path: Path) -> str:
    with open_text(path) as lines:
        return next((line for line in lines if not line.startswith("#")), "")
