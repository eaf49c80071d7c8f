"""What follows about a concept from the facts of the graph.

Conclusions are worked out when they are asked for and never stored: they go when a premise goes, and no count
of the graph holds one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from medkg.kg.graph import IS_A
from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import ALL, as_of
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer, fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore
from medkg.kg.rules.cypher import cypher
from medkg.kg.rules.rule import Rule, read_rules

FAN = 200
"""How much is followed from a concept in the middle of a rule, and how many ways are kept."""


@dataclass(frozen=True, slots=True)
class KindOf:
    """A premise of the vocabularies: ``subject`` is a kind of ``object``. It is taken for granted."""

    subject: ConceptAnswer
    object: ConceptAnswer
    predicate: str = IS_A
    belief: float = 1.0

    @property
    def key(self) -> str:
        """What tells it from others, as the key of a fact does."""
        return f"{self.subject.id} {self.predicate} {self.object.id}"


Premise = FactAnswer | KindOf
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A conclusion of ``rule`` that is no fact of the graph; never surer than its weakest premise."""

    subject: ConceptAnswer
    predicate: str
    object: ConceptAnswer
    belief: float
    rule: str
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What ``rule`` says from ``premises``."""

    rule: Rule
    subject: ConceptAnswer
    object: ConceptAnswer
    premises: tuple[Premise, ...]


def inferred(
    store: ReadableStore,
    name: str,
    *,
    rules: Iterable[Rule] | None = None,
    limit: int = 20,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[Inferred, ...]:
    """The ``limit`` surest conclusions about the concept with ``name`` (a name or a CURIE), each by its best
    premises.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`): from what was known, to what was not.
    Each premise has at most ``sentences`` pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    asked = {"limit": limit if year is None else ALL, "sentences": with_facts(sentences, year)}
    values = {"id": resolve(store, name).id, "year": year, "fan": FAN, **asked}
    known = read_rules() if rules is None else rules
    steps = [_step(rule, row) for rule in known for row in store.read(cypher(rule), values)]
    conclusions = map(_inferred, steps if year is None else _then(store, steps, year))
    best: dict[tuple[str, str, str], Inferred] = {}
    for one in sorted(conclusions, key=_rank, reverse=True):
        best[one.subject.id, one.predicate, one.object.id] = one
    return _told(store, sorted(best.values(), key=_rank)[:limit], sentences, year)


def _told(
    store: ReadableStore, found: Sequence[Inferred], sentences: int, year: int | None
) -> tuple[Inferred, ...]:
    full = {fact.key: fact for fact in told(store, _facts(found), sentences=sentences, year=year)}
    return tuple(replace(one, premises=_with(full, one.premises)) for one in found)


def _rank(one: Inferred) -> tuple[object, ...]:
    keys = [premise.key for premise in one.premises]
    return (-one.belief, one.subject.id, one.predicate, one.object.id, one.rule, keys)


def _step(rule: Rule, row: Mapping[str, Any]) -> Step:
    concepts = row["concepts"]
    pairs = zip(rule.premises, row["facts"], strict=True)
    premises = tuple(_premise(concepts[one.subject], concepts[one.object], told) for one, told in pairs)
    end = rule.conclusion
    ends = concept_answer(concepts[end.subject]), concept_answer(concepts[end.object])
    if end.symmetric:
        ends = min(ends, key=_id), max(ends, key=_id)
    return Step(rule, *ends, premises)


def _premise(subject: Row, object: Row, told: Row) -> Premise:
    if told["predicate"] == IS_A:
        return KindOf(concept_answer(subject), concept_answer(object))
    if told["start"] != subject["properties"]["id"]:
        subject, object = object, subject
    return fact_answer({**told, "subject": subject, "object": object})


def _id(concept: ConceptAnswer) -> str:
    return concept.id


def _then(store: ReadableStore, steps: Iterable[Step], year: int) -> list[Step]:
    """The steps whose premises were all known; hierarchies count whenever they were written."""
    found = list(steps)
    then = {fact.key: fact for fact in as_of(store, _facts(found), year) if fact.belief > 0.0}
    held = [one for one in found if all(fact.key in then for fact in _facts([one]))]
    return [replace(one, premises=_with(then, one.premises)) for one in held]


def _facts(found: Iterable[Step | Inferred]) -> Collection[FactAnswer]:
    """The facts among the premises, each once."""
    premises = (premise for one in found for premise in one.premises)
    return {one.key: one for one in premises if isinstance(one, FactAnswer)}.values()


def _with(facts: Mapping[str, FactAnswer], premises: Iterable[Premise]) -> tuple[Premise, ...]:
    """``premises``, the facts among them as they are in ``facts``."""
    return tuple(facts[one.key] if isinstance(one, FactAnswer) else one for one in premises)


def _inferred(step: Step) -> Inferred:
    return Inferred(
        subject=step.subject,
        predicate=step.rule.conclusion.predicate,
        object=step.object,
        belief=step.rule.belief([premise.belief for premise in step.premises]),
        rule=step.rule.name,
        premises=step.premises,
    )
