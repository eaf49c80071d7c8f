"""Facts that contradict each other, and facts that some sentences affirm and others deny."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medkg.extraction.assertion import Polarity
from medkg.kg.questions.answers import EvidenceAnswer, FactAnswer
from medkg.kg.questions.as_of import ALL, as_of
from medkg.kg.questions.facts import ANY, ENDS, KNOWN, RETURN, evidence, fact
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore

_ABOUT = "($id IS NULL OR s.id = $id OR o.id = $id)"
_OPPOSED = f"""
MATCH (s:Concept)-[good:TREATS|PREVENTS]->(o:Concept)
WITH s, good, o WHERE {_ABOUT} AND ($year IS NOT NULL OR good.belief > 0)
MATCH (s)-[r:CAUSES]->(o) WHERE ($year IS NOT NULL OR r.belief > 0)
WITH s, good, r, o, CASE WHEN good.belief < r.belief THEN good.belief ELSE r.belief END AS weaker
WHERE {KNOWN} AND ($year IS NULL OR good.first_year <= $year)
ORDER BY weaker DESC, good.key LIMIT $limit
{evidence("good")}{evidence("r", into="other_evidence")}
RETURN {ENDS}, type(good) AS predicate, {fact("good")} AS fact, evidence,
    type(r) AS other_predicate, {fact("r")} AS other, other_evidence
ORDER BY weaker DESC, good.key
"""
_DENIED = f"""
MATCH (s:Concept)-[r:{ANY}]->(o:Concept)
WHERE r.negations > 0 AND r.sentences + r.curated > 0 AND {_ABOUT} AND {KNOWN}
WITH s, r, o, CASE WHEN r.negations < r.sentences THEN r.negations ELSE r.sentences END AS smaller
ORDER BY smaller DESC, r.belief DESC, r.key LIMIT $limit
{RETURN}
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
    store: ReadableStore,
    *,
    concept: str | None = None,
    limit: int = 50,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[Contradiction, ...]:
    """At most ``limit`` pairs of facts that contradict each other, then as many affirmed and denied facts.

    ``concept`` (an identifier) keeps those about it. Pairs come by the weaker belief of the two, divided
    facts by how many sentences stand on the smaller side. ``year`` asks as of then
    (:func:`medkg.kg.questions.as_of.as_of`). Each side has at most ``sentences`` pieces of evidence.
    """
    asked = {"limit": limit if year is None else ALL, "sentences": with_facts(sentences, year)}
    values = {"id": concept, "year": year, **asked}
    opposed = [_both(row) for row in store.read(_OPPOSED, values)]
    divided = [fact_answer(row) for row in store.read(_DENIED, values)]
    if year is not None:
        opposed = _opposed_then(store, opposed, year)
        divided = _divided_then(store, divided, year)
    opposed, divided = opposed[:limit], divided[:limit]
    facts = {one.key: one for one in (*(fact for pair in opposed for fact in pair), *divided)}
    best = {one.key: one for one in told(store, facts.values(), sentences=sentences, year=year)}
    pairs = [_opposed(best[good.key], best[bad.key]) for good, bad in opposed]
    return (*pairs, *(_divided(best[one.key]) for one in divided))


def _both(row: Mapping[str, Any]) -> tuple[FactAnswer, FactAnswer]:
    other = {"predicate": row["other_predicate"], "fact": row["other"], "evidence": row["other_evidence"]}
    return fact_answer(row), fact_answer({**row, **other})


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


def _opposed(good: FactAnswer, bad: FactAnswer) -> Contradiction:
    return Contradiction(good, bad, _pieces(good, denying=False), _pieces(bad, denying=False))


def _divided(fact: FactAnswer) -> Contradiction:
    return Contradiction(fact, None, _pieces(fact, denying=False), _pieces(fact, denying=True))


def _pieces(fact: FactAnswer, *, denying: bool) -> tuple[EvidenceAnswer, ...]:
    standing = (one for one in fact.evidence if not one.retracted)
    return tuple(one for one in standing if (one.polarity == Polarity.NEGATED) == denying)
