"""Diseases that are like one another in the graph."""

from dataclasses import dataclass

from medkg.kg.questions.answers import ConceptAnswer
from medkg.kg.questions.resolve import resolve
from medkg.kg.questions.rows import concept_answer
from medkg.kg.questions.store import ReadableStore

HUB = 2000
"""A neighbour of more diseases than this is left out: it tells nothing and costs most."""

_SHARED = """
    MATCH (d:Concept {id: $id})-[a:HAS_SYMPTOM]->(n:Concept)<-[b:HAS_SYMPTOM]-(o:Concept)
    WHERE a.belief > 0.0 AND b.belief > 0.0 AND COUNT { (n)<-[:HAS_SYMPTOM]-() } <= $hub
    RETURN n, o, a.belief * b.belief / log(1.0 + COUNT { (n)<-[:HAS_SYMPTOM]-() }) AS part
  UNION ALL
    MATCH (d:Concept {id: $id})<-[a:TREATS|PREVENTS]-(n:Concept)-[b:TREATS|PREVENTS]->(o:Concept)
    WHERE o.id <> $id AND type(a) = type(b) AND COUNT { (n)-[:TREATS|PREVENTS]->() } <= $hub
    RETURN n, o, a.belief * b.belief / log(1.0 + COUNT { (n)-[:TREATS|PREVENTS]->() }) AS part
"""
SIMILAR = f"""
CALL () {{ {_SHARED} }}
WITH o, sum(part) AS shared, collect({{name: n.name, part: part}}) AS common
WITH o, common,
    shared / sqrt(1.0 * COUNT {{ (:Concept {{id: $id}})-[:HAS_SYMPTOM|TREATS|PREVENTS]-() }}
        * COUNT {{ (o)-[:HAS_SYMPTOM|TREATS|PREVENTS]-() }}) AS similarity
ORDER BY similarity DESC, o.id LIMIT $limit
UNWIND common AS one
WITH o, similarity, one ORDER BY one.part DESC, one.name
WITH o, similarity, collect(one.name) AS names
RETURN properties(o) AS properties, labels(o) AS labels, similarity,
    size(names) AS shared, names[..$most] AS names
ORDER BY similarity DESC, o.id
"""
_MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Similar:
    """A disease like the one asked about.

    ``similarity`` is the sum, over the ``shared`` symptoms and treatments, of the product of both facts'
    beliefs over ``ln(1 + d)``, d the number of diseases with that symptom or treatment (Adamic and Adar
    2003), divided by the root of the product of both diseases' numbers of facts (Salton's cosine). ``names``
    are the shared ones that weigh most.
    """

    disease: ConceptAnswer
    similarity: float
    shared: int
    names: tuple[str, ...]


def similar(store: ReadableStore, disease: str, *, limit: int = 10) -> tuple[Similar, ...]:
    """The ``limit`` diseases that share most with ``disease`` (a name or a CURIE).

    Raises:
        UnknownConceptError: if no concept has the name.
        AmbiguousConceptError: if several have it.
    """
    values = {"id": resolve(store, disease).id, "limit": limit, "hub": HUB, "most": _MOST_NAMES}
    return tuple(
        Similar(concept_answer(row), row["similarity"], row["shared"], tuple(row["names"]))
        for row in store.read(SIMILAR, values)
        if row["properties"]["id"] != values["id"]
    )
