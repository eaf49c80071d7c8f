"""Two drugs for one disease."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import best_facts
from medkg.kg.questions.facts import KNOWN, best
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.sentences import SENTENCES
from medkg.kg.questions.store import ReadableStore

ON_DISEASE = best(f"""
MATCH (s:Concept {{id: $drug}})-[r:TREATS|PREVENTS|CAUSES|CONTRAINDICATED_IN]->(o:Concept {{id: $disease}})
WHERE {KNOWN}
""")
HARMS = best(f"""
MATCH (s:Concept {{id: $drug}})-[r:CAUSES]->(o:Concept) WHERE o.id <> $disease AND {KNOWN}
""")
HARMS_AMONG = best(f"""
MATCH (s:Concept {{id: $drug}})
MATCH (o:Concept) WHERE o.id IN $objects
MATCH (s)-[r:CAUSES]->(o) WHERE {KNOWN}
""")
_EFFECTS = 20


@dataclass(frozen=True, slots=True)
class Side:
    """One drug: what it does to the disease (``effects``), and its harms that the other does not share."""

    drug: ConceptAnswer
    effects: tuple[FactAnswer, ...]
    harms: tuple[FactAnswer, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """``first`` beside ``second`` for ``disease``; ``shared`` are both ones' harms, as facts of the first."""

    disease: ConceptAnswer
    first: Side
    second: Side
    shared: tuple[FactAnswer, ...]


def compare(
    store: ReadableStore,
    first: str,
    second: str,
    *,
    disease: str,
    limit: int = 20,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> Comparison:
    """The effects of two drugs (names or CURIEs) on ``disease`` and the ``limit`` surest harms of each.

    Of a harm that is among one drug's surest, it is looked up whether the other has it too, however unsure.
    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
    """
    about = resolve(store, disease)
    drugs = [resolve(store, name) for name in (first, second)]
    asking = _Asking(store, about.id, year, sentences)
    objects = sorted({id for drug in drugs for id in asking.worst(drug.id, limit)})
    harms = [asking.harms(drug.id, objects) for drug in drugs]
    both = harms[0].keys() & harms[1].keys()
    one, other = (
        Side(drug, asking.effects(drug.id), tuple(fact for id, fact in its.items() if id not in both))
        for drug, its in zip(drugs, harms, strict=True)
    )
    return Comparison(about, one, other, tuple(fact for id, fact in harms[0].items() if id in both))


@dataclass(frozen=True, slots=True)
class _Asking:
    """Asks about one drug at a time."""

    store: ReadableStore
    disease: str
    year: int | None
    sentences: int

    def effects(self, drug: str) -> tuple[FactAnswer, ...]:
        """What it does to the disease."""
        return self._facts(ON_DISEASE, {"drug": drug, "disease": self.disease}, _EFFECTS, self.sentences)

    def worst(self, drug: str, limit: int) -> list[str]:
        """The objects of its surest harms."""
        found = self._facts(HARMS, {"drug": drug, "disease": self.disease}, limit, 0)
        return [fact.object.id for fact in found if fact.belief > 0.0]

    def harms(self, drug: str, objects: Sequence[str]) -> dict[str, FactAnswer]:
        """Its harms among ``objects``, by object, the surest first."""
        values = {"drug": drug, "objects": objects}
        found = self._facts(HARMS_AMONG, values, max(len(objects), 1), self.sentences)
        return {fact.object.id: fact for fact in found if fact.belief > 0.0}

    def _facts(
        self, query: str, values: Mapping[str, Any], limit: int, sentences: int
    ) -> tuple[FactAnswer, ...]:
        return best_facts(self.store, query, values, limit=limit, year=self.year, sentences=sentences)
