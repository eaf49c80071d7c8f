"""What follows about a concept from the facts of the graph.

Conclusions are worked out when they are asked for and never stored: they go when a premise goes, and no count
of the graph holds one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
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


def inferred(
    store: ReadableStore, name: str, *, rules: Iterable[Rule] | None = None, limit: int = 20
) -> tuple[Inferred, ...]:
    """The ``limit`` surest conclusions about the concept with ``name`` (a name or a CURIE), each by its best
    premises.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    concept = resolve(store, name)
    found: dict[tuple[str, str, str], Inferred] = {}
    for rule in read_rules() if rules is None else rules:
        for row in store.read(cypher(rule), {"id": concept.id, "limit": limit}):
            one = _inferred(rule, row["concepts"], row["facts"])
            key = (one.subject.id, one.predicate, one.object.id)
            if key not in found or found[key].belief < one.belief:
                found[key] = one
    ranked = sorted(
        found.values(), key=lambda one: (-one.belief, one.subject.id, one.predicate, one.object.id)
    )
    return tuple(ranked[:limit])


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
    facts = [f"{{predicate: type(r{n}), fact: properties(r{n})}}" for n in range(len(rule.premises))]
    weakest = ", ".join(f"r{number}.belief" for number in range(len(rule.premises)))
    names = sorted({name for one in rule.premises for name in (one.subject, one.object)})
    concepts = ", ".join(
        f"{name}: {{properties: properties({name}), labels: labels({name})}}" for name in names
    )
    return f"""
MATCH ({anchor}:Concept {{id: $id}})
{matches}
WITH * WHERE {end.subject} <> {end.object}
    AND NOT EXISTS {{ ({end.subject})-[:{end.predicate}]->({end.object}) }}
WITH *, reduce(w = 1.0, b IN [{weakest}] | CASE WHEN b < w THEN b ELSE w END) AS weakest
WHERE weakest > 0.0 ORDER BY weakest DESC, r0.key LIMIT $limit
RETURN {{{concepts}}} AS concepts, [{", ".join(facts)}] AS facts, weakest
"""


def _drawn(pattern: Pattern, number: int) -> str:
    return f"({pattern.subject}:Concept)-[r{number}:{pattern.predicate}]->({pattern.object}:Concept)"


def _inferred(rule: Rule, concepts: dict[str, dict[str, object]], facts: list[dict[str, object]]) -> Inferred:
    premises = tuple(
        fact_answer({**fact, "subject": concepts[one.subject], "object": concepts[one.object]})
        for one, fact in zip(rule.premises, facts, strict=True)
    )
    end = rule.conclusion
    return Inferred(
        subject=concept_answer(concepts[end.subject]),
        predicate=end.predicate,
        object=concept_answer(concepts[end.object]),
        belief=rule.belief([premise.belief for premise in premises]),
        rule=rule.name,
        premises=premises,
    )
