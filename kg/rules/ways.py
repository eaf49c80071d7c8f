"""The ways by which conclusions about a concept follow, told by identifiers and beliefs alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from medkg.kg.graph import IS_A
from medkg.kg.predicate import PREDICATES
from medkg.kg.questions.as_of import belief_then, evidence_then
from medkg.kg.questions.facts import KNOWN
from medkg.kg.questions.store import ReadableStore
from medkg.kg.rules.cypher import cypher
from medkg.kg.rules.rule import Rule

FAN = 200
"""How much is followed from a concept in the middle of a rule, and how many ways are kept."""

Statement = tuple[str, str, str]
"""Subject, predicate and object; those of a symmetric predicate in the order of their ids."""


@dataclass(frozen=True, slots=True)
class Premise:
    """A fact, or what is a kind of what: that is taken for granted."""

    key: str
    subject: str
    predicate: str
    object: str
    belief: float

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact, with evidence."""
        return self.predicate != IS_A


@dataclass(frozen=True, slots=True)
class Way:
    """What ``rule`` says from ``premises``."""

    rule: Rule
    conclusion: Statement
    premises: tuple[Premise, ...]

    @property
    def belief(self) -> float:
        """The belief of the conclusion by this way."""
        return self.rule.belief([premise.belief for premise in self.premises])

    @property
    def rank(self) -> tuple[object, ...]:
        """The surest first."""
        return (-self.belief, self.conclusion, self.rule.name, [premise.key for premise in self.premises])


def best_ways(
    store: ReadableStore, id: str, rules: Sequence[Rule], *, limit: int, year: int | None
) -> list[Way]:
    """The ``limit`` surest conclusions about the concept ``id`` that are no facts, each by its best way."""
    found = _ways(store, id, rules, year)
    if year is not None:
        found = _then(store, found, year)
    best: dict[Statement, Way] = {}
    for way in sorted(found, key=attrgetter("rank")):
        best.setdefault(way.conclusion, way)
    standing = _standing(store, id, best.keys(), year)
    return [way for way in best.values() if way.conclusion not in standing][:limit]


def _ways(store: ReadableStore, id: str, rules: Sequence[Rule], year: int | None) -> list[Way]:
    if not rules:
        return []
    rows = store.read(cypher(tuple(rules)), {"id": id, "year": year, "fan": FAN})
    return [_way(rules[row["rule"]], row) for row in rows]


def _way(rule: Rule, row: Mapping[str, Any]) -> Way:
    pairs = zip(rule.premises, row["premises"], strict=True)
    premises = tuple(_premise(pattern.predicate, given) for pattern, given in pairs)
    return Way(rule, statement(row["subject"], rule.conclusion.predicate, row["object"]), premises)


def _premise(predicate: str, given: Mapping[str, Any]) -> Premise:
    belief = 1.0 if predicate == IS_A else given["belief"]
    return Premise(given["key"], given["subject"], predicate, given["object"], belief)


def statement(subject: str, predicate: str, object: str) -> Statement:
    """What ``subject predicate object`` says."""
    if PREDICATES[predicate].symmetric:
        subject, object = min(subject, object), max(subject, object)
    return subject, predicate, object


def _then(store: ReadableStore, found: Iterable[Way], year: int) -> list[Way]:
    """The ways whose facts were all held in ``year``; hierarchies count whenever they were written."""
    ways = list(found)
    keys = {premise.key for way in ways for premise in way.premises if premise.is_fact}
    beliefs = {key: belief_then(rows) for key, rows in evidence_then(store, keys, year).items()}
    then = (replace(way, premises=tuple(_as_of(one, beliefs) for one in way.premises)) for way in ways)
    return [way for way in then if all(premise.belief > 0.0 for premise in way.premises)]


def _as_of(premise: Premise, beliefs: Mapping[str, float]) -> Premise:
    return replace(premise, belief=beliefs.get(premise.key, 0.0)) if premise.is_fact else premise


def _standing(
    store: ReadableStore, id: str, conclusions: Collection[Statement], year: int | None
) -> set[Statement]:
    """Those of ``conclusions`` about ``id`` that are facts."""
    if not conclusions:
        return set()
    types = "|".join(sorted({predicate for _, predicate, _ in conclusions}))
    query = f"""
MATCH (c:Concept {{id: $id}})-[r:{types}]-(o:Concept) WHERE o.id IN $others AND {KNOWN}
RETURN startNode(r).id AS subject, type(r) AS predicate, endNode(r).id AS object
"""
    others = sorted({end for subject, _, object in conclusions for end in (subject, object)} - {id})
    return {statement(**row) for row in store.read(query, {"id": id, "others": others, "year": year})}
