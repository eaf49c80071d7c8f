"""What was not known before a year."""

from medkg.kg.questions.answers import FactAnswer
from medkg.kg.questions.as_of import best_facts
from medkg.kg.questions.facts import ANY, KNOWN, best
from medkg.kg.questions.sentences import SENTENCES
from medkg.kg.questions.store import ReadableStore

NEW = best(f"""
MATCH (d:Document) WHERE d.year >= $since AND ($year IS NULL OR d.year <= $year)
MATCH (d)<-[:FROM]-(e:Evidence)
WITH DISTINCT e.edge AS key
MATCH (e:Evidence {{edge: key}})-[:SUBJECT]->(s:Concept) WITH DISTINCT key, s
MATCH (s)-[r:{ANY}]->(o:Concept) WHERE r.key = key AND r.first_year >= $since AND {KNOWN}
""")


def new(
    store: ReadableStore,
    *,
    since: int,
    limit: int = 50,
    year: int | None = None,
    sentences: int = SENTENCES,
) -> tuple[FactAnswer, ...]:
    """The facts whose first document is of the year ``since`` or later, the surest first.

    Documents carry their year and no day; facts of curated tables have none and are not among these.
    ``year`` asks as of then (:func:`medkg.kg.questions.as_of.as_of`). Each fact has at most ``sentences``
    pieces of evidence for it, and as many against it.
    """
    return best_facts(store, NEW, {"since": since}, limit=limit, year=year, sentences=sentences)
