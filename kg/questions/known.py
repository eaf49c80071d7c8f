"""What the graph knows about a concept."""

from medkg.kg.questions.answers import Knowledge
from medkg.kg.questions.as_of import ALL, as_of
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.store import ReadableStore

MOST = 50

_RETURN = """
RETURN {properties: properties(s), labels: labels(s)} AS subject, type(r) AS predicate, properties(r) AS fact,
    {properties: properties(o), labels: labels(o)} AS object
ORDER BY r.belief DESC, r.papers DESC, r.curated DESC, r.key
LIMIT $limit
"""
_ABOUT = f"MATCH (c:Concept {{id: $id}})-[r]-(:Concept) WITH r, startNode(r) AS s, endNode(r) AS o {_RETURN}"
_TO = f"MATCH (s:Concept)-[r:TREATS|PREVENTS]->(o:Concept {{id: $id}}) {_RETURN}"
_SYMPTOMS = f"MATCH (s:Concept {{id: $id}})-[r:HAS_SYMPTOM]->(o:Concept) {_RETURN}"


def show(store: ReadableStore, name: str, *, limit: int = MOST, year: int | None = None) -> Knowledge:
    """What is known about the concept with ``name`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, name, _ABOUT, limit, year)


def treatments(
    store: ReadableStore, disease: str, *, limit: int = MOST, year: int | None = None
) -> Knowledge:
    """What treats or prevents ``disease`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, _TO, limit, year)


def symptoms(store: ReadableStore, disease: str, *, limit: int = MOST, year: int | None = None) -> Knowledge:
    """The symptoms of ``disease`` (a name or a CURIE) in texts and tables, ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, _SYMPTOMS, limit, year)


def _knowledge(store: ReadableStore, name: str, query: str, limit: int, year: int | None) -> Knowledge:
    concept = resolve(store, name)
    rows = store.read(query, {"id": concept.id, "limit": limit if year is None else ALL})
    return Knowledge(concept, as_of(store, map(fact_answer, rows), year)[:limit])
