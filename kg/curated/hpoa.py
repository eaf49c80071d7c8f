"""Disease and symptom facts of the Human Phenotype Ontology's phenotype.hpoa (Gargano et al. 2024).

Format: tab-separated, comment lines begin with ``#``, one header line; the columns are described at
https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/. Only aspect P (phenotypic
abnormality) is taken: inheritance, onset, course and modifiers are no symptoms.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from medkg.extraction.assertion import Polarity
from medkg.kg.curated.frequency import frequency
from medkg.kg.evidence import CuratedEvidence
from medkg.linking.curie import Curie

SOURCE = "HPOA"

SCORES = {"PCS": 0.95, "TAS": 0.9, "IEA": 0.7}
"""Score by evidence code: a published clinical study, a traceable author statement, inferred electronically.
The order is HPO's; the numbers are a choice, since HPO publishes none (decision record 0053)."""

_UNKNOWN_CODE = 0.7


@dataclass(frozen=True, slots=True)
class CuratedPhenotype:
    """One line: ``disease`` has ``symptom``, or has it not."""

    disease: Curie
    disease_name: str
    symptom: Curie
    evidence: CuratedEvidence


def read_phenotypes(path: Path) -> Iterator[CuratedPhenotype]:
    """The disease and symptom lines of ``path``, in its order.

    Raises:
        ValueError: for a file that lacks one of the columns.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = _COLUMNS - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name} lacks the columns {', '.join(sorted(missing))}")
        for row in reader:
            if row["aspect"] == "P":
                yield _phenotype(row)


def read_names(path: Path) -> dict[str, str]:
    """The names of terms by id, from an OBO 1.4 file such as hp.obo."""
    names: dict[str, str] = {}
    id = ""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("id: "):
                id = line[4:].strip()
            elif line.startswith("name: "):
                names.setdefault(id, line[6:].strip())
    return names


_COLUMNS = {
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "frequency", "aspect"
}  # fmt: skip


@lru_cache(maxsize=2**16)
def _curie(text: str) -> Curie:
    return Curie.parse(text)


def _phenotype(row: dict[str, str]) -> CuratedPhenotype:
    often = frequency(row["frequency"])
    denied = row["qualifier"] == "NOT" or often == 0.0
    evidence = CuratedEvidence(
        source=SOURCE,
        reference=row["reference"] or row["database_id"],
        frequency=often,
        polarity=Polarity.NEGATED if denied else Polarity.AFFIRMED,
        score=SCORES.get(row["evidence"], _UNKNOWN_CODE),
    )
    return CuratedPhenotype(_curie(row["database_id"]), row["disease_name"], _curie(row["hpo_id"]), evidence)
