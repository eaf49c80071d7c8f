"""Diseases that are like one another in the graph."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import as_of, belief_then, evidence_then
from medkg.kg.questions.facts import ANY, KNOWN, RETURN, concept
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer, fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore

READ = 2000
"""About how many facts of others are looked at to find candidates, those of the rarest neighbours first."""
CANDIDATES = 50
_MOST_NAMES = 8
_TOLD = 3
"""Of how many shared symptoms and treatments the facts are told."""

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
SHARED = f"""
UNWIND $wanted AS one
MATCH (s:Concept {{id: one.subject}}) MATCH (o:Concept {{id: one.object}})
MATCH (s)-[r:{ANY}]->(o) WHERE type(r) = one.predicate
{RETURN}
"""

Near = tuple[str, str]
"""A neighbour's id and the predicate between."""
Ends = tuple[str, str, str]
"""Subject, predicate and object of a fact."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A disease like the one asked about.

    ``similarity`` is the sum, over the ``shared`` symptoms and treatments, of the product of both facts'
    beliefs over ``ln(1 + d)``, d the number of diseases with that symptom or treatment (Adamic and Adar
    2003), divided by the root of the product of both diseases' numbers of facts (Salton's cosine). ``names``
    are the shared ones that weigh most; of the first three of these ``facts`` are what is known of the
    disease asked about and of this one, in turn.
    """

    disease: ConceptAnswer
    similarity: float
    shared: int
    names: tuple[str, ...]
    facts: tuple[FactAnswer, ...]


def similar(
    store: ReadableStore,
    disease: str,
    *,
    limit: int = 10,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[Similar, ...]:
    """The ``limit`` diseases that share most with ``disease`` (a name or a CURIE).

    They are chosen among the :data:`CANDIDATES` (or ``limit``, if that is more) that share most of its rarest
    symptoms and treatments. ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`); d is today's.
    Each fact has at most ``sentences`` pieces of evidence for it, and as many against it.

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
    answers = (_similar(one, known[id], known[one.id], weights) for one in found)
    ranked = sorted(answers, key=lambda one: (-one.similarity, one.disease.id))
    best = [one for one in ranked if one.similarity > 0.0][:limit]
    facts = _facts(store, id, best, year, sentences)
    return tuple(_told(one, id, names, facts) for one in best)


@dataclass(frozen=True, slots=True)
class _Alike:
    """A disease, and what it ``shared``, the most telling first."""

    disease: ConceptAnswer
    similarity: float
    shared: list[Near]


def _similar(
    disease: ConceptAnswer,
    mine: Mapping[Near, float],
    its: Mapping[Near, float],
    weights: Mapping[Near, float],
) -> _Alike:
    parts = {near: mine[near] * its[near] * weights[near] for near in mine.keys() & its.keys()}
    cosine = sum(sorted(parts.values())) / sqrt(len(mine) * len(its)) if parts else 0.0
    return _Alike(disease, cosine, sorted(parts, key=lambda near: (-parts[near], near)))


def _facts(
    store: ReadableStore, id: str, found: Sequence[_Alike], year: int | None, sentences: int
) -> Mapping[Ends, FactAnswer]:
    """The facts of the most telling neighbours that ``found`` share with disease ``id``, by their ends."""
    wanted = dict.fromkeys(
        _ends(disease, near)
        for one in found
        for near in one.shared[:_TOLD]
        for disease in (id, one.disease.id)
    )
    values = {
        "wanted": [{"subject": s, "predicate": p, "object": o} for s, p, o in wanted],
        "sentences": with_facts(sentences, year),
    }
    facts = as_of(store, map(fact_answer, store.read(SHARED, values) if wanted else ()), year)
    known = told(store, facts, sentences=sentences, year=year)
    return {(fact.subject.id, fact.predicate, fact.object.id): fact for fact in known}


def _told(one: _Alike, id: str, names: Mapping[Near, str], facts: Mapping[Ends, FactAnswer]) -> Similar:
    pairs = [_ends(disease, near) for near in one.shared[:_TOLD] for disease in (id, one.disease.id)]
    return Similar(
        one.disease,
        one.similarity,
        len(one.shared),
        tuple(names[near] for near in one.shared[:_MOST_NAMES]),
        tuple(facts[ends] for ends in pairs),
    )


def _ends(disease: str, near: Near) -> Ends:
    """Subject, predicate and object of the fact between ``disease`` and ``near``."""
    neighbour, predicate = near
    if predicate == "HAS_SYMPTOM":
        return disease, predicate, neighbour
    return neighbour, predicate, disease


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
