"""How two concepts hang together."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, TypeVar

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.as_of import as_of
from medkg.kg.questions.facts import ANY, BY_ENDS
from medkg.kg.questions.path_meeting import met, promises
from medkg.kg.questions.path_search import PathSearch, Step, Steps, passing
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.sentences import SENTENCES, told, with_facts
from medkg.kg.questions.store import ReadableStore

T = TypeVar("T", bound=Collection[str])

MOST_HOPS = 4
HUB = 500
"""A concept with more facts than this explains nothing when it stands in the middle."""
_PATHS = 1000

STEPS = f"""
UNWIND $ids AS id
MATCH (n:Concept {{id: id}})-[r:{ANY}]-(m:Concept)
WHERE CASE WHEN $year IS NULL THEN r.belief >= $least AND r.belief > 0 ELSE r.first_year <= $year END
    AND ($among IS NULL OR m.id IN $among)
RETURN DISTINCT r.key AS key, startNode(r).id AS subject, endNode(r).id AS object, r.belief AS belief
"""
DEGREES = f"""
UNWIND $ids AS id
MATCH (n:Concept {{id: id}})
WITH id, COUNT {{ (n)-[:{ANY}]-() }} AS degree WHERE degree <= $hub
RETURN id, degree
"""


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
    sentences: int = SENTENCES,
) -> tuple[Path, ...]:
    """The ``limit`` best paths of at most ``hops`` facts between two concepts (names or CURIEs), over facts
    with a belief of at least ``least`` and above 0.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`), among the :data:`_PATHS` best paths of
    today; what stands between the ends still counts by its number of facts of today. Each fact has at most
    ``sentences`` pieces of evidence for it, and as many against it.

    Raises:
        ValueError: for ``hops`` below 1 or above :data:`MOST_HOPS`.
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
    """
    if not 1 <= hops <= MOST_HOPS:
        raise ValueError(f"{hops} hops are not allowed; 1 to {MOST_HOPS} are")
    ends = resolve(store, first).id, resolve(store, second).id
    if ends[0] == ends[1]:
        return ()
    most = limit if year is None else _PATHS
    search = _search(store, *ends, hops, most, {"least": least, "year": year})
    chosen = search.best(hops=hops, limit=most)
    read = with_facts(sentences, year)
    found = sorted(_told(store, ends[0], chosen, search.degrees, read), key=_order)
    best = found[:limit] if year is None else _then(store, found[:_PATHS], least, year)[:limit]
    facts = {fact.key: fact for path in best for fact in path.facts}
    full = {fact.key: fact for fact in told(store, facts.values(), sentences=sentences, year=year)}
    return tuple(replace(path, facts=tuple(full[fact.key] for fact in path.facts)) for path in best)


def _search(
    store: ReadableStore, first: str, second: str, hops: int, limit: int, asked: Mapping[str, Any]
) -> PathSearch:
    """What the ``limit`` best paths of at most ``hops`` facts may go along: looked for from both ends, until
    they meet.
    """
    if hops == 1:
        return PathSearch(first, second, _steps(store, [first], asked, [second]), {})
    steps = _steps(store, [first, second], asked, None)
    sides = _beside(first, steps), _beside(second, steps)
    passed = sides[0] & sides[1] if hops == 2 else sides[0] | sides[1]
    degrees = _degrees(store, passed - {first, second})
    if hops == 3:
        steps += _met(store, first, second, steps, degrees, limit, asked)
    if hops == 4:
        left, right = (sorted(side & degrees.keys()) for side in sides)
        few, many = _by_facts(degrees, left, right)
        met = _steps(store, few, asked, None)
        middle = {step.subject for step in met} | {step.object for step in met}
        met += _steps(store, many, asked, sorted(middle))
        degrees |= _degrees(store, _between(met, few, many) - degrees.keys() - {first, second})
        steps += met
    return PathSearch(first, second, steps, degrees)


def _met(
    store: ReadableStore,
    first: str,
    second: str,
    steps: Sequence[Step],
    degrees: Mapping[str, int],
    limit: int,
    asked: Mapping[str, Any],
) -> list[Step]:
    """The middle of the best paths of three facts."""
    weights = {node: passing(degree) for node, degree in degrees.items()}
    left, right = promises(first, steps, weights), promises(second, steps, weights)
    known = [step.belief for step in steps if {step.subject, step.object} == {first, second}]
    known += [left[node] * right[node] / weights[node] for node in left.keys() & right.keys()]

    def between(ids: Sequence[str], others: Sequence[str]) -> list[Step]:
        few, many = _by_facts(degrees, ids, others)
        return _steps(store, few, asked, many)

    few, many = _by_facts(degrees, left, right)
    return met(few, many, between, known=known, limit=limit)


def _by_facts(degrees: Mapping[str, int], *sides: T) -> list[T]:
    """The side with the fewest facts first."""
    return sorted(sides, key=lambda side: sum(degrees[node] for node in side))


def _steps(
    store: ReadableStore, ids: Sequence[str], asked: Mapping[str, Any], among: Sequence[str] | None
) -> list[Step]:
    rows = store.read(STEPS, {**asked, "ids": list(ids), "among": among}) if ids else ()
    return [Step(**row) for row in rows]


def _degrees(store: ReadableStore, ids: Collection[str]) -> dict[str, int]:
    """How many facts each of ``ids`` has, of those that are no hubs."""
    rows = store.read(DEGREES, {"ids": sorted(ids), "hub": HUB}) if ids else ()
    return {row["id"]: row["degree"] for row in rows}


def _beside(end: str, steps: Sequence[Step]) -> set[str]:
    return {step.other(end) for step in steps if end in (step.subject, step.object)}


def _between(met: Sequence[Step], few: Sequence[str], many: Sequence[str]) -> set[str]:
    """The nodes beside one of ``few`` and one of ``many``."""
    ends = [set(few), set(many)]
    one, other = (
        {step.other(end) for step in met for end in (step.subject, step.object) if end in side}
        for side in ends
    )
    return one & other


def _told(
    store: ReadableStore, first: str, found: Sequence[Steps], degrees: Mapping[str, int], sentences: int
) -> Iterator[Path]:
    """The whole concepts and facts of paths from ``first``."""
    steps = {step.key: step for path in found for step in path}
    named = [{"key": one.key, "subject": one.subject, "object": one.object} for one in steps.values()]
    values = {"steps": named, "sentences": sentences}
    facts = {row["fact"]["key"]: fact_answer(row) for row in (store.read(BY_ENDS, values) if named else ())}
    concepts = {end.id: end for fact in facts.values() for end in (fact.subject, fact.object)}
    for path in found:
        ids = [first]
        for step in path:
            ids.append(step.other(ids[-1]))
        discount = prod(passing(degrees[id]) for id in ids[1:-1])
        yield _weighed(discount, [concepts[id] for id in ids], [facts[step.key] for step in path])


def _order(path: Path) -> tuple[float, int, list[str]]:
    return -path.weight, len(path.facts), [fact.key for fact in path.facts]


def _then(store: ReadableStore, found: Sequence[Path], least: float, year: int) -> list[Path]:
    facts = {fact.key: fact for path in found for fact in path.facts}
    believed = [fact for fact in as_of(store, facts.values(), year) if fact.belief >= least]
    then = {fact.key: fact for fact in believed if fact.belief > 0}
    known = [path for path in found if all(fact.key in then for fact in path.facts)]
    paths = [
        _weighed(path.discount, path.concepts, [then[fact.key] for fact in path.facts]) for path in known
    ]
    return sorted(paths, key=_order)


def _weighed(discount: float, concepts: Sequence[ConceptAnswer], facts: Sequence[FactAnswer]) -> Path:
    weight = discount * prod(fact.belief for fact in facts)
    return Path(weight, discount, tuple(concepts), tuple(facts))
