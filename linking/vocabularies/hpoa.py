"""Rare diseases named in HPO's annotation table (phenotype.hpoa): OMIM, Orphanet and DECIPHER entries."""

from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.vocabularies.identifiers import required
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import header, line_records

_COLUMNS = ["database_id", "disease_name"]


def read_hpoa_diseases(path: Path) -> Iterator[Record]:
    """One concept for each ``database_id`` of the table.

    Raises:
        VocabularyError: if the table does not begin with the columns database_id and disease_name.
    """
    if header(path)[:2] != _COLUMNS:
        raise VocabularyError(f"{path.name}: database_id and disease_name are required as the first columns")
    seen: set[str] = set(_COLUMNS)
    yield from line_records(path, lambda line, _: _disease(line.split("\t"), seen))


def _disease(fields: list[str], seen: set[str]) -> Concept | None:
    if fields[0] in seen:
        return None
    if len(fields) < 2 or not fields[1]:
        raise ValueError("no name; database_id and disease_name are required")
    seen.add(fields[0])
    return Concept(required(fields[0]), fields[1], ("Disease",))
