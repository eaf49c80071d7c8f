""":func:`medkg.kg.document_kind.document_kind`, for all documents at once."""

from typing import TYPE_CHECKING

from medkg.kg.document_kind import ARTICLE_PREFIXES, PUBLICATION_TYPES, DocumentKind

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_TYPES = "CREATE TEMP TABLE publication_kinds (type VARCHAR, kind VARCHAR, place BIGINT)"
_KINDS = """
CREATE TEMP TABLE document_kinds AS
WITH typed AS (
    SELECT id, lower(trim(unnest(publication_types))) AS type FROM documents
), meant AS (
    SELECT t.id, min_by(p.kind, p.place) AS kind
    FROM typed t JOIN publication_kinds p USING (type) GROUP BY t.id
)
SELECT d.id,
    CASE WHEN m.kind IS NOT NULL THEN m.kind
         WHEN len(d.publication_types) = 0
             AND NOT list_bool_or(list_transform($prefixes, lambda p: starts_with(d.id, p))) THEN $note
         ELSE $article END AS kind
FROM (SELECT DISTINCT ON (id) id, publication_types FROM documents ORDER BY id) d LEFT JOIN meant m USING (id)
"""


def make_document_kinds(database: "DuckDBPyConnection") -> None:
    """Make the table ``document_kinds(id, kind)`` from ``documents``."""
    places = {kind: place for place, kind in enumerate(DocumentKind)}
    database.execute(_TYPES)
    database.executemany(
        "INSERT INTO publication_kinds VALUES (?, ?, ?)",
        [[type, str(kind), places[kind]] for type, kind in PUBLICATION_TYPES.items()],
    )
    names = {"note": str(DocumentKind.NOTE), "article": str(DocumentKind.ARTICLE)}
    database.execute(_KINDS, {"prefixes": list(ARTICLE_PREFIXES), **names})
