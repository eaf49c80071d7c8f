"""A user's own vocabulary: a CSV or TSV table of id, name, synonyms and type."""

from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.mention import MentionType
from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import header, open_text, read_table

_ALLOWED = tuple(kind.value for kind in MentionType)


def read_custom(path: Path) -> Iterator[Concept]:
    """Concepts of the columns ``id`` (a CURIE), ``name``, ``type``, and if present ``synonyms`` and
    ``xrefs``.

    Several synonyms, cross-references or types stand in one field, separated by ``|``.

    Raises:
        VocabularyError: for a missing column, an identifier that is no CURIE or an unknown type.
    """
    delimiter = "\t" if "\t" in _first_line(path) else ","
    for number, row in enumerate(read_table(path, ("id", "name", "type"), delimiter=delimiter), 2):
        curie = canonical(row["id"])
        if curie is None or not row["name"]:
            raise VocabularyError(
                f"{path.name}: row {number} needs a name and an id such as ACME:1; id is {row['id']!r}"
            )
        types = tuple(part.strip() for part in row["type"].split("|"))
        unknown = [kind for kind in types if kind not in _ALLOWED]
        if unknown:
            raise VocabularyError(
                f"{path.name}: row {number} has type {unknown[0]!r}; allowed: {', '.join(_ALLOWED)}"
            )
        synonyms = tuple(name.strip() for name in row.get("synonyms", "").split("|") if name.strip())
        xrefs = tuple(xref for part in row.get("xrefs", "").split("|") if (xref := canonical(part)))
        yield Concept(curie, row["name"], types, synonyms, (), xrefs)


def is_custom(path: Path) -> bool:
    """Whether ``path`` has the columns of such a table."""
    return {"id", "name", "type"} <= set(header(path))


def _first_line(path: Path) -> str:
    with open_text(path) as lines:
        return next(lines, "")
