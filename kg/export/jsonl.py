"""A build as JSON lines: every node and edge of its graph, one object a line.

A node is ``{"node": {"label", "id", "labels", "properties"}}``, an edge ``{"edge": {"type", "key", "start",
"end", "properties"}}`` with label and id of its ends.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.kg.graph import graph_rows


def write_jsonl(directory: Path, path: Path) -> None:
    """Write the graph of the build in ``directory`` to ``path``, in UTF-8."""
    _, nodes, edges = graph_rows(directory)
    with path.open("w", encoding="utf-8") as file:
        for node in nodes:
            file.write(_line({"node": _node(node)}))
        for edge in edges:
            file.write(_line({"edge": _edge(edge)}))


def _node(node: Node) -> dict[str, Any]:
    return {**_ref(node.ref), "labels": list(node.labels), "properties": dict(node.properties)}


def _edge(edge: Edge) -> dict[str, Any]:
    ends = {"start": _ref(edge.start), "end": _ref(edge.end)}
    return {"type": edge.type, "key": edge.key, **ends, "properties": dict(edge.properties)}


def _ref(ref: NodeRef) -> dict[str, str]:
    return {"label": ref.label, "id": ref.id}


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
