"""What the graph knows about a concept."""

from medkg.kg.questions.answers import Knowledge
from medkg.kg.questions.as_of import best_facts
from medkg.kg.questions.facts import ANY, KNOWN, best
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.sentences import SENTENCES
from medkg.kg.questions.store import ReadableStore

MOST = 50

ABOUT = best(
    f"MATCH (c:Concept {{id: $id}})-[r:{ANY}]-() WHERE {KNOWN} WITH r, startNode(r) AS s, endNode(r) AS o"
)
TO = best(f"MATCH (s:Concept)-[r:TREATS|PREVENTS]->(o:Concept {{id: $id}}) WHERE {KNOWN}")
SYMPTOMS = best(f"MATCH (s:Concept {{id: $id}})-[r:HAS_SYMPTOM]->(o:Concept) WHERE {KNOWN}")


def show(
    store: ReadableStore,
    name: str,
    *,
    limit: int = MOST,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> Knowledge:
    """What is known about the concept with ``name`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, name, ABOUT, limit=limit, year=year, sentences=sentences)


def treatments(
    store: ReadableStore,
    disease: str,
    *,
    limit: int = MOST,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> Knowledge:
    """What treats or prevents ``disease`` (a name or a CURIE), ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, TO, limit=limit, year=year, sentences=sentences)


def symptoms(
    store: ReadableStore,
    disease: str,
    *,
    limit: int = MOST,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> Knowledge:
    """The symptoms of ``disease`` (a name or a CURIE) in texts and tables, ranked by belief, then papers.

    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    return _knowledge(store, disease, SYMPTOMS, limit=limit, year=year, sentences=sentences)


def _knowledge(
    store: ReadableStore, name: str, query: str, *, limit: int, year: int | None, sentences: int
) -> Knowledge:
    concept = resolve(store, name)
    facts = best_facts(store, query, {"id": concept.id}, limit=limit, year=year, sentences=sentences)
    held = tuple(fact for fact in facts if fact.belief > 0.0)
    return Knowledge(concept, held, tuple(fact for fact in facts if fact.belief <= 0.0))
