"""Two drugs for one disease."""

from dataclasses import dataclass

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import best_facts
from medkg.kg.questions.facts import KNOWN, best
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.store import ReadableStore

ON_DISEASE = best(f"""
MATCH (s:Concept {{id: $drug}})-[r:TREATS|PREVENTS|CAUSES|CONTRAINDICATED_IN]->(o:Concept {{id: $disease}})
WHERE {KNOWN}
""")
HARMS = best(f"""
MATCH (s:Concept {{id: $drug}})-[r:CAUSES]->(o:Concept) WHERE o.id <> $disease AND {KNOWN}
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
    store: ReadableStore, first: str, second: str, *, disease: str, limit: int = 20, year: int | None = None
) -> Comparison:
    """The effects of two drugs (names or CURIEs) on ``disease`` and at most ``limit`` harms of each.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
    """
    about = resolve(store, disease)
    one, other = (_side(store, name, about, limit, year) for name in (first, second))
    both = {fact.object.id for fact in one.harms} & {fact.object.id for fact in other.harms}
    shared = tuple(fact for fact in one.harms if fact.object.id in both)
    return Comparison(about, _without(one, both), _without(other, both), shared)


def _side(store: ReadableStore, name: str, disease: ConceptAnswer, limit: int, year: int | None) -> Side:
    drug = resolve(store, name)
    values = {"drug": drug.id, "disease": disease.id}
    effects = best_facts(store, ON_DISEASE, values, limit=_EFFECTS, year=year)
    harms = best_facts(store, HARMS, values, limit=limit, year=year)
    return Side(drug, effects, tuple(fact for fact in harms if fact.belief > 0.0))


def _without(side: Side, objects: set[str]) -> Side:
    return Side(side.drug, side.effects, tuple(fact for fact in side.harms if fact.object.id not in objects))
