"""A user's own vocabulary: a CSV or TSV table of id, name, synonyms and type."""

from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.mention import MentionType
from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.identifiers import listed, required
from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.tables import Row, header, whole_rows

_ALLOWED = tuple(kind.value for kind in MentionType)
_REFERENCES = ("parents", "xrefs")


def read_custom(path: Path) -> Iterator[Record]:
    """Concepts of the columns ``id`` (a CURIE), ``name``, ``type``, and if present ``synonyms``, ``parents``
    and ``xrefs``. Several of one kind stand in one field, separated by ``|``.

    A row without a name, with an identifier that is no CURIE or with an unknown type is refused; of parents
    and cross-references only those that are no CURIEs are.
    """
    delimiter = "\t" if "\t" in _first_line(path) else ","
    refused: list[Refused] = []
    for line, row in whole_rows(path, ("id", "name", "type"), refused, delimiter=delimiter):
        for column in _REFERENCES:
            for text in row.get(column, "").split("|"):
                if text.strip() and canonical(text) is None:
                    reason = f"{text[:60]!r} in column {column!r} is no CURIE; PREFIX:ID is required"
                    yield Refused(path.name, line, reason)
        yield from attempted(path.name, line, _concept, row)
    yield from refused


def is_custom(path: Path) -> bool:
    """Whether ``path`` has the columns of such a table."""
    return {"id", "name", "type"} <= set(header(path))


def _concept(row: Row) -> Concept:
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
