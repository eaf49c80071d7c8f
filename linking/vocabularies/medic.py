"""MEDIC, the disease vocabulary of CTD: its download, or the plain list of identifiers and names."""

import re
from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.ctd import ctd_columns, mesh_first, read_ctd
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.tables import line_records

_DISEASE = ("Disease",)
_MESH = re.compile(r"[CD]\d{6,}")
_OMIM = re.compile(r"\d{6}")
_ROOT = "C|"


def read_medic(path: Path) -> Iterator[Record]:
    """Diseases. A line of the plain list is ``id|other ids|name|synonym|...`` (identifiers bare, fields may
    be empty); other lines are refused. Where one of the identifiers is MeSH's it is the concept's own, since
    the names are those of its heading. CTD's download names its columns in a comment.
    """
    if ctd_columns(path):
        return read_ctd(path, "Disease")
    return line_records(path, lambda line, _: _listed(line))


def _listed(line: str) -> Concept | None:
    if line.startswith(_ROOT):
        return None
    identifier, *rest = line.split("|")
    curie = _bare(identifier)
    names = [name for name in rest[1:] if name]
    if curie is None or not names:
        raise ValueError("no MEDIC record; id|other ids|name|... is required")
    others = [other for part in re.split(r"[,+ ]", rest[0]) if (other := _bare(part))]
    own, *further = mesh_first([curie, *others])
    return Concept(own, names[0], _DISEASE, tuple(names[1:]), (), tuple(further))


def _bare(text: str) -> Curie | None:
    if _MESH.fullmatch(text):
        return Curie("MESH", text)
    return Curie("OMIM", text) if _OMIM.fullmatch(text) else None
