"""What follows about a concept from the facts of the graph.

Conclusions are worked out when they are asked for and never stored: they go when a premise goes, and no count
of the graph holds one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import ALL, as_of
from medkg.kg.questions.facts import concept
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer, fact_answer
from medkg.kg.questions.store import ReadableStore
from medkg.kg.rules.rule import Pattern, Rule, read_rules


@dataclass(frozen=True, slots=True)
class Inferred:
    """A conclusion of ``rule`` that is no fact of the graph; never surer than its weakest premise."""

    subject: ConceptAnswer
    predicate: str
    object: ConceptAnswer
    belief: float
    rule: str
    premises: tuple[FactAnswer, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What ``rule`` says from ``premises``."""

    rule: Rule
    subject: ConceptAnswer
    object: ConceptAnswer
    premises: tuple[FactAnswer, ...]


def inferred(
    store: ReadableStore,
    name: str,
    *,
    rules: Iterable[Rule] | None = None,
    limit: int = 20,
    year: int | None = None,
) -> tuple[Inferred, ...]:
    """The ``limit`` surest conclusions about the concept with ``name`` (a name or a CURIE), each by its best
    premises.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`): from what was known, to what was not.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    values = {"id": resolve(store, name).id, "year": year, "limit": limit if year is None else ALL}
    known = read_rules() if rules is None else rules
    steps = [_step(rule, row) for rule in known for row in store.read(cypher(rule), values)]
    conclusions = map(_inferred, steps if year is None else _then(store, steps, year))
    best: dict[tuple[str, str, str], Inferred] = {}
    for one in sorted(conclusions, key=_rank, reverse=True):
        best[one.subject.id, one.predicate, one.object.id] = one
    return tuple(sorted(best.values(), key=_rank)[:limit])


def _rank(one: Inferred) -> tuple[object, ...]:
    keys = [fact.key for fact in one.premises]
    return (-one.belief, one.subject.id, one.predicate, one.object.id, one.rule, keys)


@lru_cache(maxsize=64)
def cypher(rule: Rule) -> str:
    """The query for the conclusions of ``rule`` about ``$id``. All names in it are of a rule's alphabet."""
    end = rule.conclusion
    return f"CALL () {{ {_about(rule, end.subject)} UNION {_about(rule, end.object)} }}\n" + (
        "RETURN concepts, facts ORDER BY weakest DESC, facts[0].fact.key LIMIT $limit"
    )


def _about(rule: Rule, anchor: str) -> str:
    end = rule.conclusion
    matches = "\n".join(f"MATCH {_drawn(one, number)}" for number, one in enumerate(rule.premises))
    relations = [f"r{number}" for number in range(len(rule.premises))]
    facts = [f"{{predicate: type({r}), fact: properties({r})}}" for r in relations]
    weakest = ", ".join(f"{r}.belief" for r in relations)
    names = sorted({name for one in rule.premises for name in (one.subject, one.object)})
    concepts = ", ".join(f"{name}: {concept(name)}" for name in names)
    return f"""
MATCH ({anchor}:Concept {{id: $id}})
{matches}
WITH * WHERE {end.subject} <> {end.object} AND {" AND ".join(map(_known, relations))}
    AND NOT EXISTS {{ ({end.subject})-[known:{end.predicate}]->({end.object}) WHERE {_known("known")} }}
WITH *, reduce(w = 1.0, b IN [{weakest}] | CASE WHEN b < w THEN b ELSE w END) AS weakest
WHERE $year IS NOT NULL OR weakest > 0.0
WITH * ORDER BY weakest DESC, r0.key LIMIT $limit
RETURN {{{concepts}}} AS concepts, [{", ".join(facts)}] AS facts, weakest
"""


def _known(relation: str) -> str:
    return f"($year IS NULL OR {relation}.first_year <= $year)"


def _drawn(pattern: Pattern, number: int) -> str:
    return f"({pattern.subject}:Concept)-[r{number}:{pattern.predicate}]->({pattern.object}:Concept)"


def _step(rule: Rule, row: Mapping[str, Any]) -> Step:
    concepts = row["concepts"]
    premises = tuple(
        fact_answer({**fact, "subject": concepts[one.subject], "object": concepts[one.object]})
        for one, fact in zip(rule.premises, row["facts"], strict=True)
    )
    end = rule.conclusion
    return Step(rule, concept_answer(concepts[end.subject]), concept_answer(concepts[end.object]), premises)


def _then(store: ReadableStore, steps: Iterable[Step], year: int) -> list[Step]:
    """The steps whose premises were all known."""
    found = list(steps)
    facts = {fact.key: fact for one in found for fact in one.premises}
    then = {fact.key: fact for fact in as_of(store, facts.values(), year) if fact.belief > 0.0}
    held = [one for one in found if all(fact.key in then for fact in one.premises)]
    return [replace(one, premises=tuple(then[fact.key] for fact in one.premises)) for one in held]


def _inferred(step: Step) -> Inferred:
    return Inferred(
        subject=step.subject,
        predicate=step.rule.conclusion.predicate,
        object=step.object,
        belief=step.rule.belief([premise.belief for premise in step.premises]),
        rule=step.rule.name,
        premises=step.premises,
    )
