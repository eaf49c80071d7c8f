"""The concepts that a build uses.

The type of a concept is the type that most of its mentions have, among those that the vocabulary allows it;
of a concept that no text names, the first that the vocabulary allows. A concept outside the vocabularies
(``nil``) is a cluster of mentions: its name is the spelling met most often, its synonyms are the next ten,
its types those of its mentions. A spelling has single spaces, wherever its text was wrapped.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CONCEPTS = r"""
CREATE TEMP TABLE concepts AS
WITH named AS (
    SELECT l.concept AS id, l.nil, m.document, m.type, m.text
    FROM links l JOIN mentions m ON m.document = l.document AND m.number = l.mention
), counts AS (
    SELECT id, bool_and(nil) AS nil, count(*) AS mentions, count(DISTINCT document) AS documents,
        list_sort(list(DISTINCT type)) AS types
    FROM named GROUP BY id
), kinds AS (
    SELECT n.id, n.type FROM named n JOIN vocabulary v ON v.id = n.id
    GROUP BY n.id, n.type, v.types
    QUALIFY row_number() OVER (
        PARTITION BY n.id
        ORDER BY list_contains(v.types, n.type) OR len(v.types) = 0 DESC, count(*) DESC, n.type
    ) = 1
), texts AS (
    SELECT id, trim(regexp_replace(text, '[\pZ\s\x0b\x1c-\x1f\x{85}]+', ' ', 'g')) AS text, count(*) AS times
    FROM named WHERE nil GROUP BY ALL
), spellings AS (
    SELECT id, list(text ORDER BY times DESC, text) AS texts FROM texts GROUP BY id
), used AS (
    SELECT id FROM counts UNION SELECT subject FROM evidence UNION SELECT object FROM evidence
)
SELECT v.id, coalesce(s.texts[1], v.name) AS name,
    CASE WHEN k.type IS NULL OR (len(v.types) > 0 AND NOT list_contains(v.types, k.type))
         THEN v.types[1] ELSE k.type END AS type,
    CASE WHEN c.nil THEN c.types ELSE v.types END AS types,
    CASE WHEN c.nil THEN s.texts[2:11] ELSE v.synonyms END AS synonyms,
    v.xrefs, coalesce(c.nil, false) AS nil,
    coalesce(c.mentions, 0) AS mentions, coalesce(c.documents, 0) AS documents
FROM used u JOIN vocabulary v ON v.id = u.id
LEFT JOIN counts c ON c.id = u.id LEFT JOIN kinds k ON k.id = u.id LEFT JOIN spellings s ON s.id = u.id
"""


def make_concepts(database: "DuckDBPyConnection") -> None:
    """Make the table ``concepts`` from ``links``, ``mentions``, ``vocabulary`` and ``evidence``."""
    database.execute(_CONCEPTS)
