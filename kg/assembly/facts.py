"""Evidence to facts: belief and counts of each triple.

``papers`` and ``sentences`` count the documents and sentences that affirm or doubt, ``negations`` the
pieces (of text or of curated tables) that deny, ``curated`` the rows of curated tables that affirm;
``frequency`` is the mean part of patients in [0, 1] that the rows of curated tables state, where any does,
with 0 for a row that denies. ``first_year`` and ``last_year`` span the documents. Retracted documents, and
rows that cite them, count nowhere, so a fact may be left with nothing and a belief of 0.
"""

from typing import TYPE_CHECKING

from medkg.kg.assembly.beliefs import make_beliefs

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PIECES = """
CREATE TEMP VIEW pieces AS
SELECT key, coalesce(document, reference) AS paper, polarity, score, kind = 'curated' AS calibrated,
    document_kind
FROM evidence WHERE NOT retracted
"""

_FACTS = """
CREATE TEMP TABLE facts AS
WITH counted AS (
    SELECT key, subject, predicate, object,
        count(DISTINCT document) FILTER (kind = 'text' AND polarity <> 'negated' AND NOT retracted) AS papers,
        count(*) FILTER (kind = 'text' AND polarity <> 'negated' AND NOT retracted) AS sentences,
        count(*) FILTER (polarity = 'negated' AND NOT retracted) AS negations,
        count(*) FILTER (kind = 'curated' AND polarity <> 'negated' AND NOT retracted) AS curated,
        count(*) FILTER (retracted) AS retracted,
        avg(if(polarity = 'negated', 0.0, frequency))
            FILTER (kind = 'curated' AND NOT retracted) AS frequency,
        min(year) FILTER (NOT retracted) AS first_year,
        max(year) FILTER (NOT retracted) AS last_year
    FROM evidence GROUP BY key, subject, predicate, object
)
SELECT c.* REPLACE (round(c.frequency, 6) AS frequency), p.biolink,
    round(coalesce(b.belief, 0.0), 6) AS belief
FROM counted c JOIN predicates p ON p.name = c.predicate LEFT JOIN beliefs b USING (key)
"""


def make_facts(database: "DuckDBPyConnection") -> None:
    """Make the table ``facts`` from ``evidence`` and ``predicates``."""
    database.execute(_PIECES)
    make_beliefs(database)
    database.execute(_FACTS)
