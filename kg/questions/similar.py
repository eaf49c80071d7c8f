"""Diseases that are like one another in the graph."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import as_of
from medkg.kg.questions.candidates import Candidate, candidates
from medkg.kg.questions.facts import RETURN
from medkg.kg.questions.neighbours import Near, neighbours, shared
from medkg.kg.questions.resolve import concepts_with_ids, resolve
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore

CANDIDATES = 50
_MOST_NAMES = 8
_TOLD = 3
"""Of how many shared symptoms and treatments the facts are told."""

BETWEEN = f"""
UNWIND $wanted AS one
MATCH (s:Concept {{id: one.subject}}) MATCH (o:Concept {{id: one.object}})
CALL (one, s, o) {{
    WITH one, s, o WHERE one.predicate = 'HAS_SYMPTOM'
    MATCH (s)-[r:HAS_SYMPTOM]->(o) RETURN r
  UNION ALL
    WITH one, s, o WHERE one.predicate <> 'HAS_SYMPTOM'
    MATCH (s)-[r:TREATS|PREVENTS]->(o) WHERE type(r) = one.predicate RETURN r
}}
{RETURN}
"""

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
    symptoms and treatments (:mod:`medkg.kg.questions.candidates`). ``year`` asks as of then
    (:func:`medkg.kg.questions.as_of.as_of`); d is today's. Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    id = resolve(store, disease).id
    mine, own = neighbours(store, id, year)
    found = candidates(store, id, mine, most=max(limit, CANDIDATES), year=year)
    known = shared(store, [one.disease.id for one in found], mine, year)
    weights = {one.near: one.rarity for one in mine}
    alike = (_alike(one, own, known.get(one.disease.id, {}), weights) for one in found)
    ranked = sorted(alike, key=lambda one: (-one.similarity, one.disease.id))
    best = [one for one in ranked if one.similarity > 0.0][:limit]
    names = concepts_with_ids(store, {near for one in best for near, _ in one.shared[:_MOST_NAMES]})
    facts = _facts(store, id, best, year, sentences)
    return tuple(_told(one, id, names, facts) for one in best)


@dataclass(frozen=True, slots=True)
class _Alike:
    """A disease, and what it ``shared``, the most telling first."""

    disease: ConceptAnswer
    similarity: float
    shared: list[Near]


def _alike(
    candidate: Candidate,
    mine: Mapping[Near, float],
    its: Mapping[Near, float],
    weights: Mapping[Near, float],
) -> _Alike:
    parts = {near: mine[near] * its[near] * weights[near] for near in mine.keys() & its.keys()}
    cosine = sum(sorted(parts.values())) / sqrt(len(mine) * candidate.size) if parts else 0.0
    return _Alike(candidate.disease, cosine, sorted(parts, key=lambda near: (-parts[near], near)))


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
    facts = as_of(store, map(fact_answer, store.read(BETWEEN, values) if wanted else ()), year)
    known = told(store, facts, sentences=sentences, year=year)
    return {(fact.subject.id, fact.predicate, fact.object.id): fact for fact in known}


def _told(
    one: _Alike, id: str, names: Mapping[str, ConceptAnswer], facts: Mapping[Ends, FactAnswer]
) -> Similar:
    pairs = [_ends(disease, near) for near in one.shared[:_TOLD] for disease in (id, one.disease.id)]
    return Similar(
        one.disease,
        one.similarity,
        len(one.shared),
        tuple(names[near].name for near, _ in one.shared[:_MOST_NAMES]),
        tuple(facts[ends] for ends in pairs),
    )


def _ends(disease: str, near: Near) -> Ends:
    """Subject, predicate and object of the fact between ``disease`` and ``near``."""
    neighbour, predicate = near
    if predicate == "HAS_SYMPTOM":
        return disease, predicate, neighbour
    return neighbour, predicate, disease
