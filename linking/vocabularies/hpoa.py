"""Rare diseases named in HPO's annotation table (phenotype.hpoa): OMIM, Orphanet and DECIPHER entries."""

from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.tables import read_table


def read_hpoa_diseases(path: Path) -> Iterator[Concept]:
    """One concept for each ``database_id`` of the table."""
    seen: set[str] = set()
    for row in read_table(path, ("database_id", "disease_name"), delimiter="\t", quoted=False):
        written = row["database_id"]
        if written in seen:
            continue
        seen.add(written)
        curie = canonical(written)
        if curie is not None and row["disease_name"]:
            yield Concept(curie, row["disease_name"], ("Disease",))
