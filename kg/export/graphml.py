"""A build as GraphML (Brandes et al. 2001), for Gephi, Cytoscape, yEd and networkx."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.graph_db.rows import Value
from medkg.kg.graph import CONCEPT, OPPOSING, SUPPORTING, graph_rows
from medkg.kg.predicate import PREDICATES

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_POINTERS = (SUPPORTING, OPPOSING)
"""Properties of facts that point to evidence, which is not in the drawing."""


def write_graphml(directory: Path, path: Path) -> None:
    """Write the concepts and facts of the build in ``directory`` to ``path``.

    The graph is held in memory. Lists are joined by ``|``, since GraphML has none, and characters that XML
    does not allow are left out; evidence and documents are not in it (they would drown a drawing).
    """
    import networkx

    networkx.write_graphml(concept_graph(directory), path, named_key_ids=True, infer_numeric_types=False)


def concept_graph(directory: Path) -> "MultiDiGraph":
    """The concepts and facts of the build in ``directory`` for networkx: nodes by id, edges by key."""
    import networkx

    _, nodes, edges = graph_rows(directory)
    graph = networkx.MultiDiGraph()
    for node in nodes:
        if node.ref.label == CONCEPT:
            graph.add_node(node.ref.id, type=node.labels[0], **_plain(node.properties))
    for edge in edges:
        if edge.type in PREDICATES:
            ends = edge.start.id, edge.end.id
            graph.add_edge(*ends, key=edge.key, predicate=edge.type, **_plain(edge.properties, _POINTERS))
    return graph


def _plain(
    properties: Mapping[str, Value], without: Collection[str] = ()
) -> dict[str, str | int | float | bool]:
    return {name: _scalar(value) for name, value in properties.items() if name not in without}


def _scalar(value: Value) -> str | int | float | bool:
    if isinstance(value, list):
        value = "|".join(map(str, value))
    return _NOT_XML.sub("", value) if isinstance(value, str) else value
