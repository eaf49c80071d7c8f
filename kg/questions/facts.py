"""Facts as Cypher returns them, and what several questions match."""

from medkg.kg.predicate import PREDICATES

ANY = "|".join(sorted(PREDICATES))
"""All relation types between concepts, as a pattern of Cypher has them."""


def concept(name: str) -> str:
    """The map of the node ``name`` that :func:`medkg.kg.questions.rows.concept_answer` reads."""
    return (
        f"{{properties: {name} {{.id, .name, .synonyms, .xrefs, .nil, .mentions, .documents}}, "
        f"labels: labels({name})}}"
    )


ENDS = f"{concept('s')} AS subject, {concept('o')} AS object"
RETURN = f"RETURN {ENDS}, type(r) AS predicate, properties(r) AS fact"
ORDER = "ORDER BY r.belief DESC, r.papers DESC, r.curated DESC, r.key"
"""The surest first; of equally sure ones the best supported."""

KNOWN = "($year IS NULL OR r.first_year <= $year)"
"""Whether a document of ``$year`` or before speaks of the fact ``r``; always where it is null."""


def best(match: str) -> str:
    """The ``$limit`` surest facts ``r`` from ``s`` to ``o`` of ``match``; only theirs are read in whole."""
    return f"{match}\nWITH s, r, o {ORDER} LIMIT $limit\n{RETURN} {ORDER}"
