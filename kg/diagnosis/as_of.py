"""Diagnosis from the graph as of a year."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from medkg.kg.diagnosis.answer import Expected
from medkg.kg.diagnosis.graph import Graph
from medkg.kg.diagnosis.hierarchy import Term
from medkg.kg.diagnosis.profiles import Profiles, profiles_of
from medkg.kg.diagnosis.source import often
from medkg.kg.questions.as_of import Then, belief_then, evidence_then
from medkg.kg.questions.sentences import best_evidence

THEN = """
MATCH (s:Concept) WHERE s.hpo IS NOT NULL
MATCH (s)<-[r:HAS_SYMPTOM]-(d:Concept) WHERE r.curated > 0 OR r.first_year <= $year
RETURN d.id AS disease, s.hpo AS hpo, s.name AS name, r.frequency AS frequency, r.belief AS belief,
    r.papers AS papers, r.sentences AS sentences, r.sentences + r.negations > 0 AS told,
    r.curated AS curated, r.key AS key
ORDER BY disease, hpo
"""


@dataclass(frozen=True)
class GraphAsOf(Graph):
    """The diseases of a graph as of ``year``.

    Facts from text have the belief and counts of that year. Curated tables, which carry no year, count in
    full: without them there would be no frequencies. All facts of findings are read at once.
    """

    year: int = 0

    def size(self) -> int:
        """How many diseases with findings were known."""
        return len(self._rows)

    def counts(self) -> Mapping[str, int]:
        """How many diseases showed each finding."""
        return Counter(one.term.id for expected in self._rows.values() for one in expected)

    def profiles(self, findings: Sequence[str] | None = None) -> Profiles:
        """All diseases, with all columns whatever ``findings`` asks for."""
        return profiles_of(self._rows, lambda one: one.belief * often(one))

    def expected(self, diseases: Sequence[str]) -> Mapping[str, tuple[Expected, ...]]:
        """What was known of each of ``diseases``, the most frequent first."""
        known = {disease: self._rows[disease] for disease in diseases}
        keys = {one.key for expected in known.values() for one in expected if one.sentences}
        best = best_evidence(self.store, keys, sentences=self.sentences, year=self.year)
        return {
            disease: tuple(replace(one, evidence=best.get(one.key, ())) for one in expected)
            for disease, expected in known.items()
        }

    @cached_property
    def _rows(self) -> dict[str, tuple[Expected, ...]]:
        rows = self.store.read(THEN, {"year": self.year})
        told = [row["key"] for row in rows if row["told"]]
        then = evidence_then(self.store, told, self.year, tables=True)
        found: dict[str, list[Expected]] = defaultdict(list)
        for row in rows:
            one = _expected(row, then)
            if one.belief > 0.0:
                found[row["disease"]].append(one)
        return {
            disease: tuple(sorted(known, key=lambda one: (-one.belief * often(one), one.term.id)))
            for disease, known in found.items()
        }


def _expected(row: Mapping[str, Any], then: Then) -> Expected:
    pieces = then.get(row["key"], ())
    texts = [one for one in pieces if one["kind"] == "text" and one["polarity"] != "negated"]
    return Expected(
        term=Term(row["hpo"], row["name"]),
        frequency=row["frequency"],
        belief=belief_then(pieces) if row["told"] else row["belief"],
        papers=len({one["document"] for one in texts}),
        sentences=len(texts),
        curated=row["curated"],
        key=row["key"],
    )
