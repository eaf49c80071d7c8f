"""Diagnosis from the graph in Neo4j.

The findings of the graph are its concepts with a property ``hpo``; the part of a disease's patients that show
one is ``belief * frequency`` of the HAS_SYMPTOM fact, :data:`medkg.kg.diagnosis.source.UNSTATED` standing for
a frequency that no table gives. So facts from text count with those of tables, as far as they are believed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from medkg.kg.diagnosis.answer import Expected
from medkg.kg.diagnosis.hierarchy import Term
from medkg.kg.diagnosis.profiles import Column, Profiles
from medkg.kg.diagnosis.source import UNSTATED
from medkg.kg.questions.facts import evidence
from medkg.kg.questions.resolve import concepts_with_curie
from medkg.kg.questions.rows import evidence_answer
from medkg.kg.questions.sentences import SENTENCES
from medkg.kg.questions.store import ReadableStore
from medkg.linking.prefixes import canonical

COUNTS = """
MATCH (s:Concept) WHERE s.hpo IS NOT NULL
RETURN collect(s.hpo) AS findings, collect(COUNT { (s)<-[:HAS_SYMPTOM]-() }) AS diseases
"""
SIZES = """
MATCH (d:Concept) WHERE d.findings > 0.0
RETURN collect(d.id) AS diseases, collect(d.findings) AS sizes
"""
COLUMNS = """
UNWIND $findings AS finding
MATCH (s:Concept {hpo: finding})<-[r:HAS_SYMPTOM]-(d:Concept) WHERE r.belief > 0.0 AND d.findings > 0.0
RETURN finding, collect(d.id) AS diseases, collect(r.belief * coalesce(r.frequency, $unstated)) AS parts
"""
EXPECTED = f"""
UNWIND $diseases AS disease
MATCH (d:Concept {{id: disease}})-[r:HAS_SYMPTOM]->(s:Concept) WHERE r.belief > 0.0
WITH disease, r, s, CASE WHEN r.sentences + r.negations > 0 THEN r END AS told
{evidence("told")}
RETURN disease, s.hpo AS hpo, s.id AS id, s.name AS name, r.frequency AS frequency, r.belief AS belief,
    r.papers AS papers, r.sentences AS sentences, r.curated AS curated, r.key AS key, evidence
ORDER BY coalesce(r.frequency, $unstated) * r.belief DESC, s.id
"""
NAMES = """
UNWIND $diseases AS disease
MATCH (d:Concept {id: disease}) RETURN d.id AS id, d.name AS name, coalesce(d.xrefs, []) AS xrefs
"""


@dataclass(frozen=True)
class Graph:
    """The diseases of a graph, by its concepts' ids; a :class:`medkg.kg.diagnosis.source.Source`.

    Findings that texts speak of come with at most ``sentences`` pieces of evidence for each and against it.
    How many diseases there are, their numbers of findings, and which show a finding are read once: make
    another after a load.
    """

    store: ReadableStore
    sentences: int = SENTENCES
    _columns: dict[str, Column] = field(default_factory=dict, compare=False, repr=False)

    def size(self) -> int:
        """How many diseases with findings the graph has."""
        return len(self._sizes)

    def counts(self) -> Mapping[str, int]:
        """How many diseases show each finding."""
        return self._counts

    def profiles(self, findings: Sequence[str] | None = None) -> Profiles:
        """All diseases with the columns of ``findings``; of all findings where it is None."""
        numbers = {disease: number for number, disease in enumerate(self._sizes)}
        wanted = sorted(self._counts) if findings is None else list(findings)
        missing = [finding for finding in wanted if finding not in self._columns]
        for row in self.store.read(COLUMNS, {"findings": missing, "unstated": UNSTATED}) if missing else ():
            at = np.array([numbers[id] for id in row["diseases"]])
            self._columns[row["finding"]] = at, np.array(row["parts"])
        columns = {finding: self._columns[finding] for finding in wanted if finding in self._columns}
        return Profiles(tuple(numbers), np.array(list(self._sizes.values())), columns)

    def expected(self, diseases: Sequence[str]) -> Mapping[str, tuple[Expected, ...]]:
        """What is known of each of ``diseases``, the most frequent first."""
        values = {"diseases": list(diseases), "unstated": UNSTATED, "sentences": self.sentences}
        rows = self.store.read(EXPECTED, values)
        return {
            disease: tuple(_expected(row) for row in rows if row["disease"] == disease)
            for disease in diseases
        }

    def names(self, diseases: Sequence[str]) -> Mapping[str, str]:
        """The names of ``diseases``."""
        return {row["id"]: row["name"] for row in self._named(diseases)}

    def aliases(self, diseases: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """All CURIEs of each of ``diseases``."""
        return {row["id"]: (row["id"], *row["xrefs"]) for row in self._named(diseases)}

    def meaning(self, curies: Iterable[str]) -> Mapping[str, str]:
        """The concept that each CURIE means, by its id or a cross-reference."""
        found = {}
        for curie in curies:
            written = canonical(curie)
            named = concepts_with_curie(self.store, str(written)) if written else []
            if named:
                found[curie] = named[0].id
        return found

    @cached_property
    def _counts(self) -> dict[str, int]:
        (row,) = self.store.read(COUNTS)
        return {id: number for id, number in zip(row["findings"], row["diseases"], strict=True) if number}

    @cached_property
    def _sizes(self) -> dict[str, float]:
        (row,) = self.store.read(SIZES)
        return dict(sorted(zip(row["diseases"], row["sizes"], strict=True)))

    def _named(self, diseases: Sequence[str]) -> list[dict[str, Any]]:
        return self.store.read(NAMES, {"diseases": list(diseases)})


def _expected(row: Mapping[str, Any]) -> Expected:
    return Expected(
        term=Term(row["hpo"] or row["id"], row["name"]),
        frequency=row["frequency"],
        belief=row["belief"],
        papers=row["papers"],
        sentences=row["sentences"],
        curated=row["curated"],
        key=row["key"],
        evidence=tuple(map(evidence_answer, row["evidence"])),
    )
