"""What follows about a concept from the facts of the graph.

Conclusions are worked out when they are asked for and never stored: they go when a premise goes, and no count
of the graph holds one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from medkg.kg.graph import IS_A
from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import as_of
from medkg.kg.questions.facts import BY_ENDS
from medkg.kg.questions.resolve import concepts_with_ids, resolve
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore
from medkg.kg.rules.rule import Rule, read_rules
from medkg.kg.rules.ways import Premise, Way, best_ways


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


@dataclass(frozen=True, slots=True)
class Inferred:
    """A conclusion of ``rule`` that is no fact of the graph; never surer than its weakest premise."""

    subject: ConceptAnswer
    predicate: str
    object: ConceptAnswer
    belief: float
    rule: str
    premises: tuple[FactAnswer | KindOf, ...]


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
    id = resolve(store, name).id
    known = read_rules() if rules is None else tuple(rules)
    ways = best_ways(store, id, known, limit=limit, year=year)
    facts = _facts(store, ways, sentences, year)
    concepts = concepts_with_ids(store, {end for way in ways for end in _ends(way)})
    return tuple(_inferred(way, facts, concepts) for way in ways)


def _facts(
    store: ReadableStore, ways: Sequence[Way], sentences: int, year: int | None
) -> Mapping[str, FactAnswer]:
    """The facts among the premises of ``ways``, by key, each with its evidence."""
    premises = {one.key: one for way in ways for one in way.premises if one.is_fact}
    steps = [{"key": one.key, "subject": one.subject, "object": one.object} for one in premises.values()]
    values = {"steps": steps, "sentences": with_facts(sentences, year)}
    facts = as_of(store, map(fact_answer, store.read(BY_ENDS, values) if steps else ()), year)
    return {fact.key: fact for fact in told(store, facts, sentences=sentences, year=year)}


def _ends(way: Way) -> set[str]:
    """The concepts of the conclusion, and of the premises that are no facts."""
    subject, _, object = way.conclusion
    kinds = (one for one in way.premises if not one.is_fact)
    return {subject, object}.union(*((one.subject, one.object) for one in kinds))


def _inferred(way: Way, facts: Mapping[str, FactAnswer], concepts: Mapping[str, ConceptAnswer]) -> Inferred:
    subject, predicate, object = way.conclusion
    return Inferred(
        subject=concepts[subject],
        predicate=predicate,
        object=concepts[object],
        belief=way.belief,
        rule=way.rule.name,
        premises=tuple(_premise(one, facts, concepts) for one in way.premises),
    )


def _premise(
    one: Premise, facts: Mapping[str, FactAnswer], concepts: Mapping[str, ConceptAnswer]
) -> FactAnswer | KindOf:
    return facts[one.key] if one.is_fact else KindOf(concepts[one.subject], concepts[one.object])
