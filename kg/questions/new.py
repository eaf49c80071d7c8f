"""What was not known before a year."""

from medkg.kg.questions.answers import FactAnswer
from medkg.kg.questions.facts import ANY, ORDER, RETURN
from medkg.kg.questions.rows import fact_answer
from medkg.kg.questions.store import ReadableStore

NEW = f"""
MATCH (d:Document) WHERE d.year >= $year
MATCH (d)<-[:FROM]-(e:Evidence)
WITH DISTINCT e.edge AS key
MATCH (e:Evidence {{edge: key}})-[:SUBJECT]->(s:Concept) WITH DISTINCT key, s
MATCH (s)-[r:{ANY}]->(o:Concept) WHERE r.key = key AND r.first_year >= $year
{RETURN} {ORDER} LIMIT $limit
"""


def new(store: ReadableStore, *, since: int, limit: int = 50) -> tuple[FactAnswer, ...]:
    """The facts whose first document is of the year ``since`` or later, the surest first.

    Documents carry their year and no day; facts of curated tables have none and are not among these.
    """
    return tuple(map(fact_answer, store.read(NEW, {"year": since, "limit": limit})))
