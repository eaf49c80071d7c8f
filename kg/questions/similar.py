"""Diseases that are like one another in the graph."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.as_of import belief_then, evidence_then
from medkg.kg.questions.facts import KNOWN, concept
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.store import ReadableStore

READ = 2000
"""About how many facts of others are looked at to find candidates, those of the rarest neighbours first."""
CANDIDATES = 50
_MOST_NAMES = 8

NEIGHBOURS = f"""
  MATCH (d:Concept {{id: $id}})-[r:HAS_SYMPTOM]->(n:Concept) WHERE {KNOWN}
  RETURN n.id AS id, n.name AS name, type(r) AS predicate, r.key AS key, r.belief AS belief,
    COUNT {{ (n)<-[:HAS_SYMPTOM]-() }} AS diseases
UNION ALL
  MATCH (d:Concept {{id: $id}})<-[r:TREATS|PREVENTS]-(n:Concept) WHERE {KNOWN}
  RETURN n.id AS id, n.name AS name, type(r) AS predicate, r.key AS key, r.belief AS belief,
    COUNT {{ (n)-[:TREATS|PREVENTS]->() }} AS diseases
"""
CANDIDATES_BY = f"""
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
ORDER BY shared / sqrt(COUNT {{ (o)-[:HAS_SYMPTOM|TREATS|PREVENTS]-() }}) DESC, o.id LIMIT $candidates
RETURN {concept("o")} AS concept
"""
FACTS = f"""
UNWIND $ids AS id
MATCH (d:Concept {{id: id}})
CALL (d) {{
    MATCH (d)-[r:HAS_SYMPTOM]->(n:Concept) WHERE {KNOWN} RETURN r, n
  UNION ALL
    MATCH (d)<-[r:TREATS|PREVENTS]-(n:Concept) WHERE {KNOWN} RETURN r, n
}}
RETURN id, collect(n.id) AS neighbours, collect(type(r)) AS predicates, collect(r.belief) AS beliefs,
    CASE WHEN $year IS NOT NULL THEN collect(r.key) END AS keys
"""

Near = tuple[str, str]
"""A neighbour's id and the predicate between."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A disease like the one asked about.

    ``similarity`` is the sum, over the ``shared`` symptoms and treatments, of the product of both facts'
    beliefs over ``ln(1 + d)``, d the number of diseases with that symptom or treatment (Adamic and Adar
    2003), divided by the root of the product of both diseases' numbers of facts (Salton's cosine). ``names``
    are the shared ones that weigh most.
    """

    disease: ConceptAnswer
    similarity: float
    shared: int
    names: tuple[str, ...]


def similar(
    store: ReadableStore, disease: str, *, limit: int = 10, year: int | None = None
) -> tuple[Similar, ...]:
    """The ``limit`` diseases that share most with ``disease`` (a name or a CURIE).

    They are chosen among the :data:`CANDIDATES` (or ``limit``, if that is more) that share most of its rarest
    symptoms and treatments. ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`); d is today's.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    id = resolve(store, disease).id
    asked = {"id": id, "year": year}
    rows = store.read(NEIGHBOURS, asked)
    rare = {"neighbours": _rarest(rows), "candidates": max(limit, CANDIDATES)}
    found = [concept_answer(row["concept"]) for row in store.read(CANDIDATES_BY, asked | rare)]
    known = _beliefs(store, [id, *(one.id for one in found)], year)
    weights = {(row["id"], row["predicate"]): _rarity(row) for row in rows}
    names = {(row["id"], row["predicate"]): row["name"] for row in rows}
    mine = known[id]
    answers = (_similar(one, mine, known[one.id], weights, names) for one in found)
    ranked = sorted(answers, key=lambda one: (-one.similarity, one.disease.id))
    return tuple(one for one in ranked if one.similarity > 0.0)[:limit]


def _similar(
    disease: ConceptAnswer,
    mine: Mapping[Near, float],
    its: Mapping[Near, float],
    weights: Mapping[Near, float],
    names: Mapping[Near, str],
) -> Similar:
    parts = {near: mine[near] * its[near] * weights[near] for near in mine.keys() & its.keys()}
    shared = sorted(parts, key=lambda near: (-parts[near], names[near]))
    cosine = sum(sorted(parts.values())) / sqrt(len(mine) * len(its)) if parts else 0.0
    return Similar(disease, cosine, len(shared), tuple(names[near] for near in shared[:_MOST_NAMES]))


def _rarest(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The neighbours that the fewest diseases have, until :data:`READ` facts."""
    chosen: list[dict[str, Any]] = []
    left = READ
    for row in sorted(rows, key=lambda row: (row["diseases"], row["id"])):
        if chosen and row["diseases"] > left:
            break
        left -= row["diseases"]
        weight = row["belief"] * _rarity(row)
        chosen.append({"id": row["id"], "predicate": row["predicate"], "weight": weight})
    return chosen


def _rarity(row: Mapping[str, Any]) -> float:
    return 1.0 / log(1.0 + row["diseases"])


def _beliefs(
    store: ReadableStore, diseases: Sequence[str], year: int | None
) -> Mapping[str, Mapping[Near, float]]:
    """The facts with a belief above 0 of each of ``diseases``."""
    rows = store.read(FACTS, {"ids": diseases, "year": year})
    if year is not None:
        then = evidence_then(store, [key for row in rows for key in row["keys"]], year)
        for row in rows:
            row["beliefs"] = [belief_then(then.get(key, ())) for key in row["keys"]]
    known: dict[str, dict[Near, float]] = defaultdict(dict)
    for row in rows:
        nears = zip(row["neighbours"], row["predicates"], strict=True)
        for near, belief in zip(nears, row["beliefs"], strict=True):
            if belief > 0.0:
                known[row["id"]][near] = belief
    return known
