"""Facts that contradict each other, and facts that some sentences affirm and others deny."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medkg.extraction.assertion import Polarity
from medkg.kg.questions.answers import EvidenceAnswer, FactAnswer
from medkg.kg.questions.as_of import ALL, as_of
from medkg.kg.questions.facts import ANY, ENDS, KNOWN
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.store import ReadableStore
from medkg.kg.questions.why import evidence_of

_ABOUT = "($id IS NULL OR s.id = $id OR o.id = $id)"
_OPPOSED = f"""
MATCH (s:Concept)-[good:TREATS|PREVENTS]->(o:Concept)
WITH s, good, o WHERE {_ABOUT} AND ($year IS NOT NULL OR good.belief > 0)
MATCH (s)-[r:CAUSES]->(o) WHERE ($year IS NOT NULL OR r.belief > 0)
WITH s, good, r, o, CASE WHEN good.belief < r.belief THEN good.belief ELSE r.belief END AS weaker
WHERE {KNOWN} AND ($year IS NULL OR good.first_year <= $year)
ORDER BY weaker DESC, good.key LIMIT $limit
RETURN {ENDS}, type(good) AS predicate, properties(good) AS fact,
    type(r) AS other_predicate, properties(r) AS other
ORDER BY weaker DESC, good.key
"""
_DENIED = f"""
MATCH (s:Concept)-[r:{ANY}]->(o:Concept)
WHERE r.negations > 0 AND r.sentences + r.curated > 0 AND {_ABOUT} AND {KNOWN}
WITH s, r, o, CASE WHEN r.negations < r.sentences THEN r.negations ELSE r.sentences END AS smaller
ORDER BY smaller DESC, r.belief DESC, r.key LIMIT $limit
RETURN {ENDS}, type(r) AS predicate, properties(r) AS fact
ORDER BY smaller DESC, r.belief DESC, r.key
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
    store: ReadableStore, *, concept: str | None = None, limit: int = 50, year: int | None = None
) -> tuple[Contradiction, ...]:
    """At most ``limit`` pairs of facts that contradict each other, then as many affirmed and denied facts.

    ``concept`` (an identifier) keeps those about it. Pairs come by the weaker belief of the two, divided
    facts by how many sentences stand on the smaller side. ``year`` asks as of then
    (:func:`medkg.kg.questions.as_of.as_of`).
    """
    values = {"id": concept, "year": year, "limit": limit if year is None else ALL}
    opposed = [_both(row) for row in store.read(_OPPOSED, values)]
    divided = [fact_answer(row) for row in store.read(_DENIED, values)]
    if year is not None:
        opposed = _opposed_then(store, opposed, year)
        divided = _divided_then(store, divided, year)
    return _with_evidence(store, opposed[:limit], divided[:limit], year)


def _both(row: Mapping[str, Any]) -> tuple[FactAnswer, FactAnswer]:
    return fact_answer(row), fact_answer({**row, "predicate": row["other_predicate"], "fact": row["other"]})


def _opposed_then(
    store: ReadableStore, pairs: Sequence[tuple[FactAnswer, FactAnswer]], year: int
) -> list[tuple[FactAnswer, FactAnswer]]:
    facts = {fact.key: fact for pair in pairs for fact in pair}
    then = {fact.key: fact for fact in as_of(store, facts.values(), year) if fact.belief > 0.0}
    held = [(then[good.key], then[bad.key]) for good, bad in pairs if {good.key, bad.key} <= then.keys()]
    return sorted(held, key=lambda pair: (-min(fact.belief for fact in pair), pair[0].key))


def _divided_then(store: ReadableStore, facts: Iterable[FactAnswer], year: int) -> list[FactAnswer]:
    then = [fact for fact in as_of(store, facts, year) if fact.negations and fact.sentences + fact.curated]
    return sorted(then, key=lambda fact: (-min(fact.negations, fact.sentences), -fact.belief, fact.key))


def _with_evidence(
    store: ReadableStore,
    opposed: Sequence[tuple[FactAnswer, FactAnswer]],
    divided: Sequence[FactAnswer],
    year: int | None,
) -> tuple[Contradiction, ...]:
    facts = {fact.key for pair in opposed for fact in pair} | {fact.key for fact in divided}
    evidence = evidence_of(store, sorted(facts), year=year)

    def pieces(fact: FactAnswer, *, denying: bool) -> tuple[EvidenceAnswer, ...]:
        standing = (one for one in evidence[fact.key] if not one.retracted)
        return tuple(one for one in standing if (one.polarity == Polarity.NEGATED) == denying)

    return (
        *(
            Contradiction(good, bad, pieces(good, denying=False), pieces(bad, denying=False))
            for good, bad in opposed
        ),
        *(
            Contradiction(fact, None, pieces(fact, denying=False), pieces(fact, denying=True))
            for fact in divided
        ),
    )
