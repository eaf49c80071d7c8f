"""The diseases that may be like one: those that share its rarest symptoms and treatments."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.facts import KNOWN, concept
from medkg.kg.questions.neighbours import Neighbour
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.store import ReadableStore

READ = 2000
"""About how many facts of others are looked at to find candidates, those of the rarest neighbours first."""
COMPARED = 200_000
"""How many facts the candidates may have together; one that goes beyond is passed over."""
COUNTED = 1000
"""Of a candidate with more facts than this all are counted, those without belief too."""

BY_NEIGHBOURS = f"""
UNWIND $neighbours AS near
MATCH (n:Concept {{id: near.id}})
CALL (near, n) {{
    WITH near, n WHERE near.predicate = 'HAS_SYMPTOM'
    MATCH (n)<-[r:HAS_SYMPTOM]-(o:Concept) WHERE {KNOWN}
    RETURN o, r.belief AS belief
  UNION ALL
    WITH near, n WHERE near.predicate <> 'HAS_SYMPTOM'
    MATCH (n)-[r:TREATS|PREVENTS]->(o:Concept) WHERE type(r) = near.predicate AND {KNOWN}
    RETURN o, r.belief AS belief
}}
WITH o, sum(near.weight * belief) AS shared WHERE o.id <> $id
WITH o, shared, COUNT {{ (o)-[:HAS_SYMPTOM|TREATS|PREVENTS]-() }} AS size
ORDER BY shared / sqrt(size) DESC, o.id LIMIT $most
RETURN {concept("o")} AS concept, size
"""
_HELD = "CASE WHEN $year IS NULL THEN r.belief > 0.0 ELSE r.first_year <= $year END"
SIZES = f"""
UNWIND $ids AS id
MATCH (o:Concept {{id: id}})
CALL (o) {{
    MATCH (o)-[r:HAS_SYMPTOM]->() WHERE {_HELD} RETURN r
  UNION ALL
    MATCH (o)<-[r:TREATS|PREVENTS]-() WHERE {_HELD} RETURN r
}}
RETURN id, count(r) AS size
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A disease that may be alike, and how many symptoms and treatments it has."""

    disease: ConceptAnswer
    size: int


def candidates(
    store: ReadableStore, disease: str, mine: Sequence[Neighbour], *, most: int, year: int | None
) -> list[Candidate]:
    """The ``most`` diseases with most of the rarest of ``mine``, the neighbours of ``disease``, as far as
    they have no more than :data:`COMPARED` facts together.
    """
    asked = {"id": disease, "year": year, "neighbours": _rarest(mine), "most": most}
    kept, left = [], COMPARED
    for row in store.read(BY_NEIGHBOURS, asked):
        if row["size"] <= left:
            left -= row["size"]
            kept.append(Candidate(concept_answer(row["concept"]), row["size"]))
    return _counted(store, kept, year)


def _counted(store: ReadableStore, found: Sequence[Candidate], year: int | None) -> list[Candidate]:
    """``found`` with the numbers of facts above belief 0, or of those known in ``year``."""
    few = [one.disease.id for one in found if one.size <= COUNTED or year is not None]
    sizes = {row["id"]: row["size"] for row in store.read(SIZES, {"ids": few, "year": year})}
    return [replace(one, size=sizes.get(one.disease.id, one.size)) for one in found]


def _rarest(mine: Sequence[Neighbour]) -> list[dict[str, Any]]:
    """The neighbours that the fewest diseases have, until :data:`READ` facts."""
    chosen: list[dict[str, Any]] = []
    left = READ
    for one in sorted(mine, key=lambda one: (one.diseases, one.near)):
        if chosen and one.diseases > left:
            break
        left -= one.diseases
        id, predicate = one.near
        chosen.append({"id": id, "predicate": predicate, "weight": one.belief * one.rarity})
    return chosen
