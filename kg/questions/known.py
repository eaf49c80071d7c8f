"""What the graph knows about a concept."""

from medkg.kg.questions.answers import Knowledge
from medkg.kg.questions.as_of import best_facts
from medkg.kg.questions.facts import ANY, KNOWN, best
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.store import ReadableStore

MOST = 50

ABOUT = best(
    f"MATCH (c:Concept {{id: $id}})-[r:{ANY}]-() WHERE {KNOWN} WITH r, startNode(r) AS s, endNode(r) AS o"
)
TO = best(f"MATCH (s:Concept)-[r:TREATS|PREVENTS]->(o:Concept {{id: $id}}) WHERE {KNOWN}")
SYMPTOMS = best(f"MATCH (s:Concept {{id: $id}})-[r:HAS_SYMPTOM]->(o:Concept) WHERE {KNOWN}")


def show(store: ReadableStore, name: str, *, limit: int = MOST, year: int | None = None) -> Knowledge:
    """What is known about the concept with ``name`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, name, ABOUT, limit, year)


def treatments(
    store: ReadableStore, disease: str, *, limit: int = MOST, year: int | None = None
) -> Knowledge:
    """What treats or prevents ``disease`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, TO, limit, year)


def symptoms(store: ReadableStore, disease: str, *, limit: int = MOST, year: int | None = None) -> Knowledge:
    """The symptoms of ``disease`` (a name or a CURIE) in texts and tables, ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, SYMPTOMS, limit, year)


def _knowledge(store: ReadableStore, name: str, query: str, limit: int, year: int | None) -> Knowledge:
    concept = resolve(store, name)
    return Knowledge(concept, best_facts(store, query, {"id": concept.id}, limit=limit, year=year))
