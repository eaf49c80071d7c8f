"""Exact matches of MONDO diseases in SSSOM tables."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.tables import read_table

_COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id")
_EXACT = frozenset({"skos:exactMatch", "owl:equivalentClass"})


def read_sssom(files: Iterable[Path]) -> Iterator[Concept]:
    """One disease for each subject, cross-referenced to all its exact matches in ``files``."""
    labels: dict[Curie, str] = {}
    matches: dict[Curie, list[Curie]] = {}
    for path in files:
        for row in read_table(path, _COLUMNS, delimiter="\t", quoted=False):
            subject, match = canonical(row["subject_id"]), canonical(row["object_id"])
            if subject and match and row["predicate_id"] in _EXACT:
                labels.setdefault(subject, row["subject_label"])
                matches.setdefault(subject, []).append(match)
    for subject, found in matches.items():
        yield Concept(subject, labels[subject] or str(subject), ("Disease",), xrefs=tuple(found))
