"""Relations and links to evidence.

The score of a piece of text evidence is the product of five probabilities: of the relation, of both mentions
and of both links (1 for what is linked to nothing: such a node is the own words of the mention). Its polarity
is that of the relation, which the extractor lowers by what the text says of the mentions. What follows a
colon in a relation's type is the ``qualifier`` of its evidence: of an interaction, which kind it is.
"""

from typing import TYPE_CHECKING

from medkg.kg.assembly.document_kinds import make_document_kinds
from medkg.kg.predicate import PREDICATES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PREDICATES = """
CREATE TEMP TABLE predicates (
    name VARCHAR, biolink VARCHAR, domain VARCHAR[], range VARCHAR[], either_way BOOLEAN
)
"""

_VOCABULARY = """
CREATE TEMP TABLE vocabulary AS
SELECT DISTINCT ON (id) *
FROM (SELECT * FROM linked_concepts UNION ALL BY NAME SELECT * FROM curated_concepts)
ORDER BY id, name, len(types) DESC
"""

_ENDS = """
CREATE TEMP TABLE ends AS
SELECT m.document, m.number, m.type, m.text, m.score, l.concept, l.score AS link_score, v.types
FROM (SELECT document, head AS number FROM relations UNION SELECT document, tail FROM relations) e
JOIN mentions m USING (document, number)
LEFT JOIN links l ON l.document = m.document AND l.mention = m.number
LEFT JOIN vocabulary v ON v.id = l.concept
"""

_CANDIDATES = """
CREATE TEMP TABLE candidates AS
SELECT
    split_part(r.type, ':', 1) AS predicate, nullif(split_part(r.type, ':', 2), '') AS qualifier,
    r.document, r.sentence, r.start, r."end", r.extractor,
    h.concept AS head, t.concept AS tail, h.text AS head_text, t.text AS tail_text,
    coalesce(p.either_way AND t.concept < h.concept, false) AS turned,
    r.score * h.score * t.score * h.link_score * t.link_score AS score,
    r.polarity,
    CASE WHEN p.name IS NULL THEN 'unknown predicate'
         WHEN h.concept IS NULL OR t.concept IS NULL THEN 'mention not linked'
         WHEN h.concept = t.concept THEN 'subject is object'
         WHEN NOT (list_contains(p.domain, h.type) OR list_has_any(p.domain, h.types))
         THEN 'subject of wrong type'
         WHEN NOT (list_contains(p.range, t.type) OR list_has_any(p.range, t.types))
         THEN 'object of wrong type'
    END AS dropped
FROM relations r
LEFT JOIN ends h ON h.document = r.document AND h.number = r.head
LEFT JOIN ends t ON t.document = r.document AND t.number = r.tail
LEFT JOIN predicates p ON p.name = split_part(r.type, ':', 1)
"""

_TEXT_EVIDENCE = """
CREATE TEMP TABLE text_evidence AS
WITH turned AS (
    SELECT * EXCLUDE (head, tail, head_text, tail_text, turned, dropped),
        if(turned, tail, head) AS subject, if(turned, head, tail) AS object,
        if(turned, tail_text, head_text) AS subject_text, if(turned, head_text, tail_text) AS object_text
    FROM candidates WHERE dropped IS NULL
), keyed AS (
    SELECT *, sha256(concat_ws(chr(31), subject, predicate, object))[1:32] AS key FROM turned
)
SELECT *, 'text' AS kind, sha256(concat_ws(chr(31), key, document, start, "end"))[1:32] AS id
FROM keyed
QUALIFY row_number() OVER (
    PARTITION BY key, document, start, "end"
    ORDER BY score DESC, polarity, subject_text, object_text, qualifier, extractor
) = 1
"""

_CURATED_EVIDENCE = """
CREATE TEMP TABLE curated_evidence AS
WITH wanted AS (
    SELECT *, 'HAS_SYMPTOM' AS predicate,
        sha256(concat_ws(chr(31), disease, 'HAS_SYMPTOM', symptom))[1:32] AS key
    FROM curated
    WHERE disease <> symptom AND ($mode = 'all' OR disease IN (SELECT concept FROM links))
)
SELECT key, disease AS subject, predicate, symptom AS object, source, reference, frequency, polarity,
    max(score) AS score, 'curated' AS kind,
    sha256(
        concat_ws(chr(31), key, source, reference, polarity, coalesce(CAST(frequency AS VARCHAR), ''))
    )[1:32] AS id
FROM wanted
GROUP BY ALL
"""

_EVIDENCE = """
CREATE TEMP TABLE evidence AS
WITH cited AS (
    SELECT DISTINCT reference, trim(unnest(string_split(reference, ';'))) AS document FROM curated_evidence
), withdrawn AS (
    SELECT c.reference FROM cited c LEFT JOIN documents d ON d.id = c.document
    WHERE c.document <> '' GROUP BY c.reference HAVING bool_and(coalesce(d.retracted, false))
)
SELECT e.id, e.key, e.subject, e.predicate, e.object, e.kind,
    e.document, e.sentence, e.start, e."end", d.year, e.polarity,
    e.score, e.subject_text, e.object_text, e.extractor, e.qualifier, e.source, e.reference,
    e.frequency, coalesce(d.retracted, false) OR w.reference IS NOT NULL AS retracted, k.kind AS document_kind
FROM (SELECT * FROM text_evidence UNION ALL BY NAME SELECT * FROM curated_evidence) e
LEFT JOIN documents d ON d.id = e.document
LEFT JOIN withdrawn w ON w.reference = e.reference
LEFT JOIN document_kinds k ON k.id = e.document
"""


def make_evidence(database: "DuckDBPyConnection", *, curated: str) -> None:
    """Make the tables ``vocabulary``, ``candidates`` (with why a relation was dropped) and ``evidence``.

    Needs views ``documents``, ``mentions``, ``relations``, ``links``, ``linked_concepts``, ``curated`` and
    ``curated_concepts``. ``curated`` is ``all`` or ``touched``: facts of diseases that the texts name.
    A curated row is retracted too where all documents that its reference names, several parted by ``;``, are
    retracted ones of the build; it has no year in any case.

    Relations and ends are joined by left joins: of inner ones DuckDB concludes that both ends have one
    document, and joins each mention of a document with each other one first.
    """
    database.execute(_PREDICATES)
    database.executemany(
        "INSERT INTO predicates VALUES (?, ?, ?, ?, ?)",
        [[p.name, p.biolink, sorted(p.domain), sorted(p.range), p.symmetric] for p in PREDICATES.values()],
    )
    database.execute(_VOCABULARY)
    database.execute(_ENDS)
    database.execute(_CANDIDATES)
    database.execute(_TEXT_EVIDENCE)
    database.execute(_CURATED_EVIDENCE, {"mode": curated})
    make_document_kinds(database)
    database.execute(_EVIDENCE)
