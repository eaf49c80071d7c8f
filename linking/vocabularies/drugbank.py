"""DrugBank's open vocabulary (CSV)."""

from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.record import Record
from medkg.linking.vocabularies.tables import Row, row_records

_COLUMNS = ("DrugBank ID", "Common name", "Synonyms")


def read_drugbank(path: Path) -> Iterator[Record]:
    """Drugs with their names and, as cross-references, CAS numbers and UNII codes."""
    return row_records(path, _COLUMNS, _concept)


def _concept(row: Row, line: int) -> Concept:
    synonyms = tuple(name.strip() for name in row["Synonyms"].split(" | ") if name.strip())
    xrefs = (*coded("CAS", row.get("CAS", "")), *coded("UNII", row.get("UNII", "")))
    return Concept(Curie("DRUGBANK", row["DrugBank ID"]), row["Common name"], ("Drug",), synonyms, (), xrefs)
