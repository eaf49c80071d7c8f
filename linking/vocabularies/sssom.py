"""Mapping tables in SSSOM's TSV: exact matches, and those that a curator denied.

Read with the csv module: the package sssom brings ninety others, and a bad row must be told with its line.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.identifiers import required
from medkg.linking.vocabularies.record import Record, Refused, checked
from medkg.linking.vocabularies.tables import Row, header, row_records, whole_rows

_COLUMNS = ("subject_id", "predicate_id", "object_id")
_EXACT = frozenset({"skos:exactMatch", "owl:equivalentClass"})


def is_sssom(path: Path) -> bool:
    """Whether ``path`` has the columns of a mapping table."""
    return set(_COLUMNS) <= set(header(path))


def read_sssom(path: Path) -> Iterator[Record]:
    """The exact matches of ``path``; with the modifier ``Not`` they deny. Wider, narrower and near matches
    say nothing about sameness and are left out.
    """
    return row_records(
        path, _COLUMNS, lambda row, line: _row(row, path.name, line), delimiter="\t", quoted=False
    )


def read_sssom_diseases(files: Iterable[Path], prefix: str) -> Iterator[Record]:
    """The exact matches of ``files``, and one disease for each subject with ``prefix``, by its label."""
    labelled: set[str] = set()
    told: list[Refused] = []
    for path in files:
        yield from read_sssom(path)
        for line, row in whole_rows(path, (*_COLUMNS, "subject_label"), told, delimiter="\t", quoted=False):
            subject = row["subject_id"]
            curie = canonical(subject) if subject.startswith(f"{prefix}:") and row["subject_label"] else None
            if curie and subject not in labelled:
                labelled.add(subject)
                yield from checked(Concept(curie, row["subject_label"], ("Disease",)), path.name, line)


def _row(row: Row, file: str, line: int) -> Equivalence | None:
    if row["predicate_id"] not in _EXACT:
        return None
    denied = row.get("predicate_modifier", "") == "Not"
    return Equivalence(required(row["subject_id"]), required(row["object_id"]), denied, file, line)
