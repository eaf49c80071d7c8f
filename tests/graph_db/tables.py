"""Rows as tables, for the tests of bulk import."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from typing import Any

import pyarrow

from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.tables import END, KEY, LABELS, START, TYPE, EdgeTable, NodeTable

KINDS = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}


def node_tables(nodes: Iterable[Node]) -> list[NodeTable]:
    """Tables of ``nodes``: one for each label and each type that a property has."""
    groups: defaultdict[Hashable, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[node.ref.label, _shape(node.properties)].append(node)
    return [
        NodeTable(rows[0].ref.label, partial(_batches, [_node(row) for row in rows], {LABELS: _list(str)}))
        for rows in groups.values()
    ]


def edge_tables(edges: Iterable[Edge]) -> list[EdgeTable]:
    """Tables of ``edges``: one for each pair of labels of ends and each type that a property has."""
    groups: defaultdict[Hashable, list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.start.label, edge.end.label, _shape(edge.properties)].append(edge)
    return [
        EdgeTable(rows[0].start.label, rows[0].end.label, partial(_batches, [_edge(row) for row in rows], {}))
        for rows in groups.values()
    ]


def _node(node: Node) -> dict[str, Any]:
    return {KEY: node.ref.id, LABELS: list(node.labels), **node.properties}


def _edge(edge: Edge) -> dict[str, Any]:
    return {TYPE: edge.type, KEY: edge.key, START: edge.start.id, END: edge.end.id, **edge.properties}


def _shape(properties: Any) -> tuple[tuple[str, str], ...]:
    """The types of properties, which decide about the table."""
    return tuple(sorted((name, str(_kind(value))) for name, value in properties.items()))


def _batches(rows: Sequence[dict[str, Any]], kinds: dict[str, Any]) -> list[pyarrow.RecordBatch]:
    found = {name: _kind(value) for row in rows for name, value in row.items()} | kinds
    columns = {name: pyarrow.array([row.get(name) for row in rows], kind) for name, kind in found.items()}
    batches: list[pyarrow.RecordBatch] = pyarrow.table(columns).to_batches(max_chunksize=100)
    return batches


def _kind(value: Any) -> Any:
    if isinstance(value, list):
        return _list(type(value[0]) if value else str)
    return KINDS[type(value)]


def _list(kind: type) -> Any:
    return pyarrow.list_(KINDS[kind])
