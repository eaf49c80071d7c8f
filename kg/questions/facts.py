"""Facts as Cypher returns them, and what several questions match."""

from medkg.kg.predicate import PREDICATES

ANY = "|".join(sorted(PREDICATES))
"""All relation types between concepts, as a pattern of Cypher has them."""

RETURN = """
RETURN {properties: properties(s), labels: labels(s)} AS subject, type(r) AS predicate, properties(r) AS fact,
    {properties: properties(o), labels: labels(o)} AS object
"""
ORDER = "ORDER BY r.belief DESC, r.papers DESC, r.curated DESC, r.key"
"""The surest first; of equally sure ones the best supported."""
