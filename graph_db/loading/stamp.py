"""What a graph is: the version of its schema and the build that it was last loaded from, whole."""

from dataclasses import dataclass

from medkg.graph_db.loading.bookkeeping import STAMP_LABEL
from medkg.graph_db.store import Store

_CONSTRAINT = f"CREATE CONSTRAINT IF NOT EXISTS FOR (g:{STAMP_LABEL}) REQUIRE g.name IS UNIQUE"
_READ = f"""
    MATCH (g:{STAMP_LABEL} {{name: $graph}})
    RETURN g.schema AS schema, g.build AS build, g.nodes AS nodes, g.edges AS edges
"""
_WRITING = f"MATCH (g:{STAMP_LABEL}) REMOVE g.build"
_WRITE = f"""
    MERGE (g:{STAMP_LABEL} {{name: $graph}})
    SET g.schema = $schema, g.build = $build, g.nodes = $nodes, g.edges = $edges
    REMOVE g.importing
"""
_IMPORTING = f"MATCH (g:{STAMP_LABEL} {{name: $graph, importing: true}}) RETURN g.name AS name"


@dataclass(frozen=True, slots=True)
class Stamp:
    """The ``schema`` version, the name of the ``build`` (None: none is in whole) and its rows."""

    schema: int
    build: str | None
    nodes: int
    edges: int


def read_stamp(store: Store, graph: str) -> Stamp | None:
    """The stamp of ``graph``; None where it has none."""
    rows = store.read(_READ, {"graph": graph})
    return Stamp(**rows[0]) if rows else None


def is_importing(store: Store, graph: str) -> bool:
    """Whether a bulk import brought the rows of ``graph``, and was cut off before it made the rest."""
    return bool(store.read(_IMPORTING, {"graph": graph}))


def ensure_stamps(store: Store) -> None:
    """Makes sure that a graph has one stamp at most."""
    store.write(_CONSTRAINT)


def begin_writing(store: Store) -> None:
    """Takes back that any graph is in whole: graphs may share nodes."""
    store.write(_WRITING)


def write_stamp(store: Store, graph: str, stamp: Stamp) -> None:
    """Stamps ``graph``."""
    given = {"schema": stamp.schema, "build": stamp.build, "nodes": stamp.nodes, "edges": stamp.edges}
    store.write(_WRITE, {"graph": graph, **given})
