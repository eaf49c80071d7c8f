"""Facts as Cypher returns them, with their best sentences, and what several questions match."""

from medkg.kg.graph import OPPOSING, SUPPORTING
from medkg.kg.predicate import PREDICATES

ANY = "|".join(sorted(PREDICATES))
"""All relation types between concepts, as a pattern of Cypher has them."""


def concept(name: str) -> str:
    """The map of the node ``name`` that :func:`medkg.kg.questions.rows.concept_answer` reads."""
    return (
        f"{{properties: {name} {{.id, .name, .synonyms, .xrefs, .nil, .mentions, .documents}}, "
        f"labels: labels({name})}}"
    )


def fact(name: str) -> str:
    """The map of the relationship ``name`` that :func:`medkg.kg.questions.rows.fact_answer` reads."""
    return (
        f"{name} {{.key, .belief, .papers, .sentences, .negations, .curated, .retracted, .first_year, "
        ".last_year}"
    )


def evidence(name: str, *, into: str = "evidence") -> str:
    """A subquery that reads the ``$sentences`` best pieces for the fact ``name`` and as many against it.

    The fact names them (:data:`medkg.kg.graph.SUPPORTING`), so no more of them are read than are shown.
    """
    return f"""
CALL ({name}) {{
    WITH coalesce({name}.{SUPPORTING}, [])[..$sentences]
        + coalesce({name}.{OPPOSING}, [])[..$sentences] AS ids
    UNWIND range(0, size(ids) - 1) AS place
    MATCH (e:Evidence {{id: ids[place]}})
    OPTIONAL MATCH (e)-[:FROM]->(d:Document)
    WITH e, d, place ORDER BY place
    RETURN collect({{evidence: properties(e), title: d.title}}) AS {into}
}}
"""


ENDS = f"{concept('s')} AS subject, {concept('o')} AS object"
RETURN = f"{evidence('r')}RETURN {ENDS}, type(r) AS predicate, {fact('r')} AS fact, evidence"
BY_ENDS = f"""
UNWIND $steps AS step
MATCH (s:Concept {{id: step.subject}}) MATCH (o:Concept {{id: step.object}})
MATCH (s)-[r:{ANY}]->(o) WHERE r.key = step.key
{RETURN}
"""
"""The facts of ``$steps``, each with ``key``, ``subject`` and ``object``."""
ORDER = "ORDER BY r.belief DESC, r.papers DESC, r.curated DESC, r.key"
"""The surest first; of equally sure ones the best supported."""

KNOWN = "($year IS NULL OR r.first_year <= $year)"
"""Whether a document of ``$year`` or before speaks of the fact ``r``; always where it is null."""


def best(match: str) -> str:
    """The ``$limit`` surest facts ``r`` from ``s`` to ``o`` of ``match``; only theirs are read in whole."""
    return f"{match}\nWITH s, r, o {ORDER} LIMIT $limit\n{RETURN} {ORDER}"
