"""MEDIC, the disease vocabulary of CTD: its TSV/CSV download, or the plain list of identifiers and names."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import open_text

_DISEASE = ("Disease",)
_MESH = re.compile(r"[CD]\d{6,}")
_OMIM = re.compile(r"\d{6}")
_ROOT = "C||"


def read_medic(path: Path) -> Iterator[Concept]:
    """Diseases. A line of the plain list is ``id|other ids|name|synonym|...`` (identifiers bare, fields
    may be empty); a line of CTD's download is ``name, id, other ids, definition, parents, tree numbers,
    ..., synonyms``.

    Raises:
        VocabularyError: at a line in neither form.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith(("#", _ROOT)):
                continue
            concept = _listed(line.rstrip("\r\n")) or _download(line)
            if concept is None:
                raise VocabularyError(
                    f"{path.name}: line {number} is no MEDIC record; id|other ids|name|... is required"
                )
            yield concept


def _listed(line: str) -> Concept | None:
    identifier, *rest = line.split("|")
    curie = _bare(identifier)
    names = [name for name in rest[1:] if name]
    if curie is None or not names:
        return None
    others = tuple(other for part in re.split(r"[,+ ]", rest[0]) if (other := _bare(part)))
    return Concept(curie, names[0], _DISEASE, tuple(names[1:]), (), others)


def _download(line: str) -> Concept | None:
    fields = next(csv.reader([line], delimiter="\t" if "\t" in line else ","), [])
    curie = canonical(fields[1]) if len(fields) >= 8 else None
    if curie is None:
        return None
    others = tuple(other for part in fields[2].split("|") if (other := canonical(part)))
    parents = tuple(parent for part in fields[4].split("|") if (parent := canonical(part)))
    synonyms = tuple(name for name in fields[7].strip().split("|") if name)
    return Concept(curie, fields[0], _DISEASE, synonyms, parents, others)


def _bare(text: str) -> Curie | None:
    if _MESH.fullmatch(text):
        return Curie("MESH", text)
    return Curie("OMIM", text) if _OMIM.fullmatch(text) else None
