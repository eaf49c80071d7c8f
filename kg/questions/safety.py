"""Whether drugs go together, and with a patient's problems."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import ALL, best_facts
from medkg.kg.questions.facts import KNOWN, best
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.sentences import SENTENCES
from medkg.kg.questions.store import ReadableStore

SAFETY = best(f"""
MATCH (s:Concept) WHERE s.id IN $drugs
MATCH (o:Concept) WHERE o.id IN $others
MATCH (s)-[r:INTERACTS_WITH|CONTRAINDICATED_IN|CAUSES]->(o) WHERE {KNOWN}
""")
_CLASS = len("C10AA")
"""Letters of a WHO ATC code down to the chemical subgroup (level 4), within which two drugs are a double."""


@dataclass(frozen=True, slots=True)
class SameClass:
    """Drugs of one chemical subgroup of the WHO's ATC classification, such as C10AA (statins)."""

    atc: str
    drugs: tuple[ConceptAnswer, ...]


@dataclass(frozen=True, slots=True)
class Safety:
    """What speaks against ``drugs`` in a patient with ``problems``; each fact with its belief and counts."""

    drugs: tuple[ConceptAnswer, ...]
    problems: tuple[ConceptAnswer, ...]
    interactions: tuple[FactAnswer, ...]
    contraindications: tuple[FactAnswer, ...]
    harms: tuple[FactAnswer, ...]
    duplicates: tuple[SameClass, ...]


def safety(
    store: ReadableStore,
    *,
    drugs: Sequence[str],
    problems: Sequence[str] = (),
    year: int | None = None,
    sentences: int = SENTENCES,
) -> Safety:
    """Interactions among ``drugs``, contraindications and harm in ``problems`` (names or CURIEs), and drugs
    of one class, told by the ATC codes among the drugs' cross-references.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
    """
    taken = tuple(dict.fromkeys(resolve(store, drug) for drug in drugs))
    troubles = tuple(dict.fromkeys(resolve(store, problem) for problem in problems))
    values = {"drugs": _ids(taken), "others": _ids((*taken, *troubles))}
    facts = best_facts(store, SAFETY, values, limit=ALL, year=year, sentences=sentences)

    def of(predicate: str) -> tuple[FactAnswer, ...]:
        return tuple(fact for fact in facts if fact.predicate == predicate and fact.belief > 0.0)

    return Safety(
        taken, troubles, of("INTERACTS_WITH"), of("CONTRAINDICATED_IN"), of("CAUSES"), duplicates(taken)
    )


def duplicates(drugs: Iterable[ConceptAnswer]) -> tuple[SameClass, ...]:
    """The classes that two or more of ``drugs`` share, by code."""
    classes: dict[str, list[ConceptAnswer]] = defaultdict(list)
    for drug in drugs:
        codes = (curie[4:] for curie in (drug.id, *drug.xrefs) if curie.startswith("ATC:"))
        for code in sorted({code[:_CLASS] for code in codes if len(code) >= _CLASS}):
            classes[code].append(drug)
    return tuple(
        SameClass(code, tuple(members)) for code, members in sorted(classes.items()) if len(members) > 1
    )


def _ids(concepts: Iterable[ConceptAnswer]) -> list[str]:
    return [concept.id for concept in concepts]
