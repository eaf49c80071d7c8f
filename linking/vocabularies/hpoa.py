"""Rare diseases named in HPO's annotation table (phenotype.hpoa): OMIM, Orphanet and DECIPHER entries."""

from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import header, open_text


def read_hpoa_diseases(path: Path) -> Iterator[Concept]:
    """One concept for each ``database_id`` of the table.

    Raises:
        VocabularyError: if the table does not begin with the columns database_id and disease_name.
    """
    if header(path)[:2] != ["database_id", "disease_name"]:
        raise VocabularyError(f"{path.name}: database_id and disease_name are required as the first columns")
    with open_text(path) as lines:
        named = {tuple(line.split("\t", 2)[:2]): None for line in lines if not line.startswith("#")}
    seen: set[str] = set()
    for written, name in list(named)[1:]:
        curie = canonical(written)
        if curie is not None and name and written not in seen:
            seen.add(written)
            yield Concept(curie, name, ("Disease",))
