"""A finished build as the rows of a property graph.

Nodes: ``:Concept`` and one label of its type (and ``:Unlinked`` where no vocabulary has it; a symptom of a
curated table that a build of an earlier release left without a type is a ``:Symptom``), ``:Document``,
``:Evidence``, each keyed by ``id``. Edges between concepts are facts, one for each triple,
keyed by the triple's key, and ``IS_A``, from a concept to what the vocabularies say it is a kind of.
``(:Evidence)-[:SUBJECT]->(:Concept)``, ``-[:OBJECT]->`` and ``-[:FROM]->(:Document)`` are keyed by the
evidence's id; an evidence's property ``edge`` is the key of the fact that it is for or against. A concept of
the Human Phenotype Ontology has its id there as ``hpo``; ``findings`` is the number of findings that a
patient of a disease is expected to show: the sum of ``belief * frequency`` over its HAS_SYMPTOM facts, 0.5
standing for a frequency that no table states. Without a value a property is left out.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from medkg.extraction.mention import MentionType
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.schema import EdgeType, Kind, Properties, Schema, VectorIndex
from medkg.kg.build.hashing import digest
from medkg.kg.build.reading import FinishedBuild
from medkg.kg.predicate import PREDICATES

VERSION = "5"
"""Changes when equal builds would no longer give equal rows."""

CONCEPT, DOCUMENT, EVIDENCE = "Concept", "Document", "Evidence"
UNLINKED = "Unlinked"
FROM, SUBJECT, OBJECT = "FROM", "SUBJECT", "OBJECT"
IS_A = "IS_A"
"""From a concept to what the vocabularies say it is directly a kind of; no fact, so it has no belief."""

SUPPORTING, OPPOSING = "supporting", "opposing"
"""Properties of a fact: the ids of the :data:`KEPT` best pieces of evidence for it, and against it.

The best come first: those not retracted, text before curated rows, the best of each document or reference
before the second of any, then by score.
"""
KEPT = 10

EMBEDDING = "embedding"
"""The property with a concept's meaning as a vector (:mod:`medkg.kg.meaning`); no row gives it."""
DIMENSIONS = 384

_COUNTS = ("papers", "sentences", "negations", "curated", "retracted")
_FACT: Properties = {
    **dict.fromkeys((*_COUNTS, "first_year", "last_year"), Kind.INTEGER),
    **dict.fromkeys(("belief", "frequency"), Kind.NUMBER),
    "biolink": Kind.TEXT,
    **dict.fromkeys((SUPPORTING, OPPOSING), Kind.TEXTS),
}
PROPERTIES: Mapping[str, Properties] = {
    CONCEPT: {
        **dict.fromkeys(("name", "lower_name", "hpo"), Kind.TEXT),
        **dict.fromkeys(("types", "synonyms", "xrefs"), Kind.TEXTS),
        **dict.fromkeys(("mentions", "documents"), Kind.INTEGER),
        "nil": Kind.FLAG,
        "findings": Kind.NUMBER,
    },
    DOCUMENT: {
        **dict.fromkeys(("title", "source", "revision"), Kind.TEXT),
        **dict.fromkeys(("publication_types", "mesh_headings", "notices"), Kind.TEXTS),
        "year": Kind.INTEGER,
        "retracted": Kind.FLAG,
    },
    EVIDENCE: {
        **dict.fromkeys(("edge", "predicate", "kind", "document", "sentence", "polarity"), Kind.TEXT),
        **dict.fromkeys(("subject_text", "object_text", "extractor", "qualifier"), Kind.TEXT),
        **dict.fromkeys(("source", "reference", "document_kind"), Kind.TEXT),
        **dict.fromkeys(("start", "end", "year"), Kind.INTEGER),
        **dict.fromkeys(("score", "frequency"), Kind.NUMBER),
        "retracted": Kind.FLAG,
    },
    **dict.fromkeys(PREDICATES, _FACT),
    **{type: {} for type in (FROM, SUBJECT, OBJECT, IS_A)},
}
"""What rows may have, besides the ``id`` of nodes and the ``key`` of edges."""

_BY_ID, _BY_KEY = "ORDER BY id", "ORDER BY key"
_TYPES = "SELECT DISTINCT coalesce(type, 'Symptom') AS type FROM concepts ORDER BY type"
CONCEPTS = """
WITH expected AS (
    SELECT subject, round(sum(belief * coalesce(frequency, 0.5)), 6) AS findings
    FROM facts WHERE predicate = 'HAS_SYMPTOM' GROUP BY subject
)
SELECT id, coalesce(type, 'Symptom') AS type, name, lower(name) AS lower_name, types, synonyms, xrefs, nil,
    mentions, documents,
    list_filter(list_prepend(id, xrefs), lambda curie: starts_with(curie, 'HP:'))[1] AS hpo, findings
FROM concepts LEFT JOIN expected ON subject = id
"""
DOCUMENTS = """
SELECT id, title, source, year, publication_types, mesh_headings, notices, retracted, revision
FROM documents
"""
EVIDENCE_ROWS = """
SELECT id, key AS edge, predicate, kind, document, sentence, start, "end", year, polarity, score,
    subject_text, object_text, extractor, qualifier, source, reference, frequency, retracted,
    document_kind
FROM evidence
"""
FACTS = """
WITH placed AS (
    SELECT *, polarity = 'negated' AS denies, row_number() OVER (
        PARTITION BY key, polarity = 'negated', coalesce(document, reference)
        ORDER BY retracted, kind DESC, score DESC, start, id
    ) AS place
    FROM evidence
), ranked AS (
    SELECT key, denies, id, row_number() OVER (
        PARTITION BY key, denies
        ORDER BY retracted, kind DESC, place, score DESC, coalesce(document, reference), start, id
    ) AS rank
    FROM placed
), best AS (
    SELECT key, list(id ORDER BY rank) FILTER (NOT denies) AS supporting,
        list(id ORDER BY rank) FILTER (denies) AS opposing
    FROM ranked WHERE rank <= 10 GROUP BY key
)
SELECT key, predicate, subject, object, biolink, belief, papers, sentences, negations, curated, retracted,
    frequency, first_year, last_year, supporting, opposing
FROM facts LEFT JOIN best USING (key)
"""
HIERARCHY = """
SELECT sha256(concat_ws(chr(31), child, 'IS_A', parent))[1:32] AS key, child, parent FROM hierarchy
"""
ENDS = """
SELECT e.id, e.subject, e.object, d.id AS document
FROM evidence e LEFT JOIN documents d ON d.id = coalesce(e.document, e.reference)
"""


def graph_rows(build: Path | FinishedBuild) -> tuple[Schema, Iterator[Node], Iterator[Edge]]:
    """The schema, nodes and edges of the graph of ``build`` (or what is now in that directory), streamed in a
    fixed order.

    Raises:
        NotABuildError: if the directory holds no finished build.
        ReplacedBuildError: while streaming, if another build took its place.
    """
    build = FinishedBuild.of(build)
    return schema_of(build), _nodes(build), _edges(build)


def schema_of(build: FinishedBuild) -> Schema:
    """The schema of the graph of ``build``."""
    return graph_schema({row["type"] for row in build.rows(_TYPES)})


def build_name(build: Path | FinishedBuild) -> str:
    """A name of the graph of ``build`` (or what is now in that directory): equal names, equal graphs.

    Raises:
        NotABuildError: if the directory holds no finished build.
    """
    manifest = FinishedBuild.of(build).manifest
    return digest(VERSION, manifest.assembled, manifest.hierarchy, manifest.documents)


def graph_schema(types: set[str] | None = None) -> Schema:
    """The schema of a graph whose concepts have the mention types, and further ``types``."""
    return Schema(
        keyed_labels=(CONCEPT, DOCUMENT, EVIDENCE),
        extra_labels=tuple(sorted({UNLINKED, *map(str, MentionType), *(types or ())})),
        edge_types=(
            *(EdgeType(name, CONCEPT, CONCEPT) for name in PREDICATES),
            EdgeType(IS_A, CONCEPT, CONCEPT),
            EdgeType(FROM, EVIDENCE, DOCUMENT),
            EdgeType(SUBJECT, EVIDENCE, CONCEPT),
            EdgeType(OBJECT, EVIDENCE, CONCEPT),
        ),
        properties=PROPERTIES,
        indexed=(
            (CONCEPT, "lower_name"),
            (CONCEPT, "hpo"),
            (CONCEPT, "findings"),
            (DOCUMENT, "year"),
            (EVIDENCE, "edge"),
        ),
        full_text=((CONCEPT, "name"), (CONCEPT, "synonyms"), (CONCEPT, "xrefs")),
        vectors=(VectorIndex(CONCEPT, EMBEDDING, DIMENSIONS),),
    )


def _nodes(build: FinishedBuild) -> Iterator[Node]:
    for row in build.rows(CONCEPTS + _BY_ID):
        labels = (row.pop("type"), *((UNLINKED,) if row["nil"] else ()))
        yield Node(NodeRef(CONCEPT, row.pop("id")), labels, _given(row))
    for row in build.rows(DOCUMENTS + _BY_ID):
        yield Node(NodeRef(DOCUMENT, row.pop("id")), (), _given(row))
    for row in build.rows(EVIDENCE_ROWS + _BY_ID):
        yield Node(NodeRef(EVIDENCE, row.pop("id")), (), _given(row))


def _edges(build: FinishedBuild) -> Iterator[Edge]:
    for row in build.rows(FACTS + _BY_KEY):
        start, end = NodeRef(CONCEPT, row.pop("subject")), NodeRef(CONCEPT, row.pop("object"))
        yield Edge(row.pop("predicate"), row.pop("key"), start, end, _given(row))
    for row in build.rows(HIERARCHY + _BY_KEY):
        child, parent = NodeRef(CONCEPT, row["child"]), NodeRef(CONCEPT, row["parent"])
        yield Edge(IS_A, row["key"], child, parent, {})
    for row in build.rows(ENDS + _BY_ID):
        evidence = NodeRef(EVIDENCE, row["id"])
        yield Edge(SUBJECT, row["id"], evidence, NodeRef(CONCEPT, row["subject"]), {})
        yield Edge(OBJECT, row["id"], evidence, NodeRef(CONCEPT, row["object"]), {})
        if row["document"] is not None:
            yield Edge(FROM, row["id"], evidence, NodeRef(DOCUMENT, row["document"]), {})


def _given(row: dict[str, Any]) -> dict[str, Value]:
    return {name: value for name, value in row.items() if value not in (None, "", [])}
