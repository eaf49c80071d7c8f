"""Facts that contradict each other, and facts that some sentences affirm and others deny."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from medkg.extraction.assertion import Polarity
from medkg.kg.questions.answers import EvidenceAnswer, FactAnswer
from medkg.kg.questions.rows import evidence_answer, fact_answer
from medkg.kg.questions.store import ReadableStore

_ENDS = """
    {properties: properties(s), labels: labels(s)} AS subject,
    {properties: properties(o), labels: labels(o)} AS object
"""
_OPPOSED = f"""
MATCH (s:Concept)-[good:TREATS|PREVENTS]->(o:Concept)
WITH s, good, o WHERE good.belief > 0 AND ($id IS NULL OR s.id = $id OR o.id = $id)
MATCH (s)-[bad:CAUSES]->(o) WHERE bad.belief > 0
RETURN {_ENDS}, type(good) AS predicate, properties(good) AS fact,
    type(bad) AS other_predicate, properties(bad) AS other
ORDER BY CASE WHEN good.belief < bad.belief THEN good.belief ELSE bad.belief END DESC, good.key
LIMIT $limit
"""
_DENIED = f"""
MATCH (s:Concept)-[r]->(o:Concept)
WHERE r.negations > 0 AND r.sentences + r.curated > 0 AND ($id IS NULL OR s.id = $id OR o.id = $id)
RETURN {_ENDS}, type(r) AS predicate, properties(r) AS fact
ORDER BY CASE WHEN r.negations < r.sentences THEN r.negations ELSE r.sentences END DESC, r.belief DESC, r.key
LIMIT $limit
"""
_EVIDENCE = """
MATCH (e:Evidence {edge: $key}) WHERE NOT e.retracted
OPTIONAL MATCH (e)-[:FROM]->(d:Document)
RETURN properties(e) AS evidence, d.title AS title
ORDER BY e.score DESC, e.id
"""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two sides, each with its evidence, best first.

    ``other`` is the fact that cannot hold beside ``fact`` (a drug that treats what it causes); None where the
    evidence for and against ``fact`` itself is divided.
    """

    fact: FactAnswer
    other: FactAnswer | None
    supporting: tuple[EvidenceAnswer, ...]
    opposing: tuple[EvidenceAnswer, ...]


def contradictions(
    store: ReadableStore, *, concept: str | None = None, limit: int = 50
) -> tuple[Contradiction, ...]:
    """At most ``limit`` pairs of facts that contradict each other, then as many affirmed and denied facts.

    ``concept`` (an identifier) keeps those about it. Pairs come by the weaker belief of the two, divided
    facts by how many sentences stand on the smaller side.
    """
    values = {"id": concept, "limit": limit}
    opposed = [_opposed(store, row) for row in store.read(_OPPOSED, values)]
    return (*opposed, *(_divided(store, row) for row in store.read(_DENIED, values)))


def _opposed(store: ReadableStore, row: Mapping[str, Any]) -> Contradiction:
    fact = fact_answer(row)
    other = fact_answer({**row, "predicate": row["other_predicate"], "fact": row["other"]})
    return Contradiction(fact, other, _affirming(store, fact), _affirming(store, other))


def _divided(store: ReadableStore, row: Mapping[str, Any]) -> Contradiction:
    fact = fact_answer(row)
    evidence = _evidence(store, fact)
    denying = tuple(one for one in evidence if one.polarity == Polarity.NEGATED)
    return Contradiction(fact, None, _affirming(store, fact), denying)


def _affirming(store: ReadableStore, fact: FactAnswer) -> tuple[EvidenceAnswer, ...]:
    return tuple(one for one in _evidence(store, fact) if one.polarity != Polarity.NEGATED)


def _evidence(store: ReadableStore, fact: FactAnswer) -> tuple[EvidenceAnswer, ...]:
    return tuple(map(evidence_answer, store.read(_EVIDENCE, {"key": fact.key})))
