"""Tables of the Comparative Toxicogenomics Database: diseases (MEDIC) and chemicals, TSV or CSV.

Their columns are named in the comment after ``# Fields:``.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded, listed, required
from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import line_records

_SYNONYMS = ("Synonyms", "MESHSynonyms", "CTDCuratedSynonyms")
_ROOTS = frozenset({"MESH:C", "MESH:D"})


def read_ctd(path: Path, kind: str) -> Iterator[Record]:
    """The rows of CTD's table of ``kind`` ("Disease" or "Chemical") as diseases or drugs.

    Raises:
        VocabularyError: if the comments name no columns, or not those of that kind.
    """
    columns = ctd_columns(path)
    if f"{kind}ID" not in columns:
        raise VocabularyError(f"{path.name}: column '{kind}ID' is missing; found: {columns}")
    types = ("Disease",) if kind == "Disease" else ("Drug",)
    delimiter = "\t" if _separated_by_tabs(path) else ","
    yield from line_records(path, lambda line, _: _concept(_row(line, columns, delimiter), kind, types))


def ctd_columns(path: Path) -> list[str]:
    """The columns that the comments of ``path`` name; none where they name none."""
    with open_text(path) as lines:
        named = False
        for line in lines:
            if not line.startswith("#"):
                return []
            if named and line.strip("# \r\n"):
                return line.strip("# \r\n").split("\t" if "\t" in line else ",")
            named = named or line.startswith("# Fields")
    return []


def mesh_first(curies: Sequence[Curie]) -> list[Curie]:
    """``curies`` with the first one of MeSH, if any, before the others: MEDIC gives the names of the heading
    to an OMIM entry that it files there.
    """
    return sorted(curies, key=lambda curie: curie.prefix != "MESH")


def _separated_by_tabs(path: Path) -> bool:
    with open_text(path) as lines:
        return "\t" in next((line for line in lines if not line.startswith("#")), "")


def _row(line: str, columns: list[str], delimiter: str) -> dict[str, str]:
    try:
        fields = next(csv.reader([line], delimiter=delimiter))
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if len(fields) < len(columns) - 1:  # CTD leaves out the last field where it is empty
        raise ValueError(f"{len(fields)} fields; {len(columns)} are required")
    return dict(zip(columns, fields, strict=False))


def _concept(row: dict[str, str], kind: str, types: tuple[str, ...]) -> Concept | None:
    if row[f"{kind}ID"] in _ROOTS:
        return None
    synonyms = [name for column in _SYNONYMS for name in row.get(column, "").split("|") if name]
    own, *others = mesh_first([required(row[f"{kind}ID"]), *listed(row.get("AltDiseaseIDs", ""))])
    return Concept(
        own,
        row[f"{kind}Name"],
        types,
        tuple(dict.fromkeys(synonyms)),
        tuple(parent for parent in listed(row.get("ParentIDs", "")) if str(parent) not in _ROOTS),
        (*others, *coded("CAS", row.get("CasRN", ""))),
    )
