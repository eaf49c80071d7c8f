"""How two concepts hang together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import as_of
from medkg.kg.questions.facts import ANY, concept
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer, fact_answer
from medkg.kg.questions.store import ReadableStore

MOST_HOPS = 4
HUB = 500
"""A concept with more facts than this explains nothing when it stands in the middle."""
_PATHS = 1000

PATHS = f"""
MATCH p = (a:Concept {{id: $first}})-[:{ANY}*1..HOPS]-(b:Concept {{id: $second}})
WHERE all(r IN relationships(p)
        WHERE CASE WHEN $year IS NULL THEN r.belief >= $least ELSE r.first_year <= $year END)
    AND all(n IN nodes(p)[1..-1]
        WHERE COUNT {{ (n)-[:{ANY}]-() }} <= $hub AND n.id <> $first AND n.id <> $second)
WITH p, reduce(w = 1.0, n IN nodes(p)[1..-1] | w / log(1.0 + COUNT {{ (n)-[:{ANY}]-() }})) AS discount
WITH p, discount, discount * reduce(w = 1.0, r IN relationships(p) | w * r.belief) AS weight
ORDER BY weight DESC, length(p), [r IN relationships(p) | r.key] LIMIT $limit
RETURN discount, [n IN nodes(p) | {concept("n")}] AS concepts,
    [r IN relationships(p) | {{predicate: type(r), fact: properties(r), subject: startNode(r).id}}] AS facts
ORDER BY weight DESC, length(p), [r IN relationships(p) | r.key]
"""
_OF_LENGTH = {hops: PATHS.replace("HOPS", str(hops)) for hops in range(1, MOST_HOPS + 1)}


@dataclass(frozen=True, slots=True)
class Path:
    """``concepts`` in turn and the ``facts`` between them.

    ``weight`` is the product of the facts' beliefs and of the ``discount``: the product, over the concepts
    between the ends, of ``1 / ln(1 + its number of facts)``, since what hangs together with everything
    explains little (the weight of Adamic and Adar 2003).
    """

    weight: float
    discount: float
    concepts: tuple[ConceptAnswer, ...]
    facts: tuple[FactAnswer, ...]


def paths(
    store: ReadableStore,
    first: str,
    second: str,
    *,
    hops: int = 3,
    least: float = 0.1,
    limit: int = 10,
    year: int | None = None,
) -> tuple[Path, ...]:
    """The ``limit`` best paths of at most ``hops`` facts between two concepts (names or CURIEs), over facts
    with a belief of at least ``least``.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`), among the :data:`_PATHS` best paths of
    today; what stands between the ends still counts by its number of facts of today.

    Raises:
        ValueError: for ``hops`` below 1 or above :data:`MOST_HOPS`.
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
    """
    if hops not in _OF_LENGTH:
        raise ValueError(f"{hops} hops are not allowed; 1 to {MOST_HOPS} are")
    ends = {"first": resolve(store, first).id, "second": resolve(store, second).id}
    if ends["first"] == ends["second"]:
        return ()
    values = {**ends, "least": least, "hub": HUB, "year": year, "limit": limit if year is None else _PATHS}
    found = [_path(row) for row in store.read(_OF_LENGTH[hops], values)]
    return tuple(found if year is None else _then(store, found, least, year)[:limit])


def _then(store: ReadableStore, found: Sequence[Path], least: float, year: int) -> list[Path]:
    facts = {fact.key: fact for path in found for fact in path.facts}
    then = {fact.key: fact for fact in as_of(store, facts.values(), year) if fact.belief >= least}
    known = [path for path in found if all(fact.key in then for fact in path.facts)]
    paths = [
        _weighed(path.discount, path.concepts, [then[fact.key] for fact in path.facts]) for path in known
    ]
    return sorted(paths, key=lambda path: (-path.weight, len(path.facts), [fact.key for fact in path.facts]))


def _path(row: Mapping[str, Any]) -> Path:
    nodes = row["concepts"]
    concepts = [concept_answer(node) for node in nodes]
    facts = []
    for place, step in enumerate(row["facts"]):
        left, right = nodes[place], nodes[place + 1]
        turned = step["subject"] != concepts[place].id
        ends = {"subject": right, "object": left} if turned else {"subject": left, "object": right}
        facts.append(fact_answer({**step, **ends}))
    return _weighed(row["discount"], concepts, facts)


def _weighed(discount: float, concepts: Sequence[ConceptAnswer], facts: Sequence[FactAnswer]) -> Path:
    weight = discount * prod(fact.belief for fact in facts)
    return Path(weight, discount, tuple(concepts), tuple(facts))
