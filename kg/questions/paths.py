"""How two concepts hang together."""

from dataclasses import dataclass

from medkg.kg.questions.answers import ConceptAnswer, FactAnswer
from medkg.kg.questions.facts import ANY
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer, fact_answer
from medkg.kg.questions.store import ReadableStore

MOST_HOPS = 4
HUB = 500
"""A concept with more facts than this explains nothing when it stands in the middle."""

PATHS = f"""
MATCH p = (a:Concept {{id: $first}})-[:{ANY}*1..HOPS]-(b:Concept {{id: $second}})
WHERE all(r IN relationships(p) WHERE r.belief >= $least)
    AND all(n IN nodes(p)[1..-1]
        WHERE COUNT {{ (n)-[:{ANY}]-() }} <= $hub AND n.id <> $first AND n.id <> $second)
WITH p, reduce(w = 1.0, r IN relationships(p) | w * r.belief)
    * reduce(w = 1.0, n IN nodes(p)[1..-1] | w / log(1.0 + COUNT {{ (n)-[:{ANY}]-() }})) AS weight
ORDER BY weight DESC, length(p), [r IN relationships(p) | r.key] LIMIT $limit
RETURN weight, [n IN nodes(p) | {{properties: properties(n), labels: labels(n)}}] AS concepts,
    [r IN relationships(p) | {{predicate: type(r), fact: properties(r), subject: startNode(r).id}}] AS facts
"""
_OF_LENGTH = {hops: PATHS.replace("HOPS", str(hops)) for hops in range(1, MOST_HOPS + 1)}


@dataclass(frozen=True, slots=True)
class Path:
    """``concepts`` in turn and the ``facts`` between them.

    ``weight`` is the product of the facts' beliefs and, for each concept between the ends, of
    ``1 / ln(1 + its number of facts)``: what hangs together with everything explains little (the weight of
    Adamic and Adar 2003).
    """

    weight: float
    concepts: tuple[ConceptAnswer, ...]
    facts: tuple[FactAnswer, ...]


def paths(
    store: ReadableStore, first: str, second: str, *, hops: int = 3, least: float = 0.1, limit: int = 10
) -> tuple[Path, ...]:
    """The ``limit`` best paths of at most ``hops`` facts between two concepts (names or CURIEs), over facts
    with a belief of at least ``least``.

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
    rows = store.read(_OF_LENGTH[hops], {**ends, "least": least, "limit": limit, "hub": HUB})
    return tuple(_path(row["weight"], row["concepts"], row["facts"]) for row in rows)


def _path(weight: float, nodes: list[dict[str, object]], steps: list[dict[str, object]]) -> Path:
    concepts = [concept_answer(node) for node in nodes]
    facts = []
    for place, step in enumerate(steps):
        left, right = nodes[place], nodes[place + 1]
        turned = step["subject"] != concepts[place].id
        ends = {"subject": right, "object": left} if turned else {"subject": left, "object": right}
        facts.append(fact_answer({**step, **ends}))
    return Path(weight, tuple(concepts), tuple(facts))
