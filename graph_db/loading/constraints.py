"""The constraints and indexes of a schema."""

from collections.abc import Iterator

from medkg.graph_db.loading.cypher import quoted
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store

_WAIT_SECONDS = 600


def full_text_index(label: str, property_name: str) -> str:
    """The name of the full-text index over a label's property, for ``db.index.fulltext.queryNodes``."""
    return f"full_text_{label}_{property_name}"


def vector_index(label: str, property_name: str) -> str:
    """The name of the vector index over a label's property, for ``db.index.vector.queryNodes``."""
    return f"vector_{label}_{property_name}"


def ensure_constraints(store: Store, schema: Schema) -> None:
    """Makes what is missing of the schema's constraints and indexes and waits until they serve.

    Ids are unique among the nodes of a keyed label, keys among the edges of a type (Neo4j Community has
    both).
    """
    for statement in _statements(schema):
        store.write(statement)
    store.read("CALL db.awaitIndexes($seconds)", {"seconds": _WAIT_SECONDS})


def _statements(schema: Schema) -> Iterator[str]:
    for label in schema.keyed_labels:
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{quoted(label)}) REQUIRE n.id IS UNIQUE"
    for name in sorted({edge.name for edge in schema.edge_types}):
        yield f"CREATE CONSTRAINT IF NOT EXISTS FOR ()-[r:{quoted(name)}]-() REQUIRE r.key IS UNIQUE"
    for label, name in schema.indexed:
        if not (label in schema.keyed_labels and name == "id"):
            yield f"CREATE INDEX IF NOT EXISTS FOR (n:{quoted(label)}) ON (n.{quoted(name)})"
    for label, name in schema.full_text:
        index, texts = quoted(full_text_index(label, name)), f"[n.{quoted(name)}]"
        yield f"CREATE FULLTEXT INDEX {index} IF NOT EXISTS FOR (n:{quoted(label)}) ON EACH {texts}"
    for vector in schema.vectors:
        index = quoted(vector_index(vector.label, vector.property))
        yield (
            f"CREATE VECTOR INDEX {index} IF NOT EXISTS FOR (n:{quoted(vector.label)}) "
            f"ON n.{quoted(vector.property)} OPTIONS {{indexConfig: {{`vector.dimensions`: "
            f"{int(vector.dimensions)}, `vector.similarity_function`: 'cosine'}}}}"
        )
