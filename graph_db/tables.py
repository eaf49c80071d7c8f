"""Nodes and edges as Arrow tables, and as rows.

A column is a property; null means without it. Columns that begin with an underscore (which no property may)
say what a row is: ``_key`` is the id of a node or the key of an edge, ``_labels`` the further labels of a
node, ``_type``, ``_start`` and ``_end`` the type of an edge and the ids of its ends. Columns are of the types
utf8, int64, float64, boolean, or lists of the first three.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from medkg.graph_db.rows import Edge, Node, NodeRef

if TYPE_CHECKING:
    import pyarrow

KEY, LABELS, TYPE, START, END = "_key", "_labels", "_type", "_start", "_end"

Batches = Callable[[], Iterable["pyarrow.RecordBatch"]]


@dataclass(frozen=True, slots=True)
class NodeTable:
    """Nodes with the keyed ``label``; ``batches`` gives them at each call, with ``_key`` and ``_labels``."""

    label: str
    batches: Batches

    def rows(self) -> Iterator[Node]:
        """The nodes one by one."""
        for batch in self.batches():
            yield from node_rows(self, batch)


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """Edges between nodes with the labels ``start`` and ``end``; ``batches`` gives them at each call, with
    ``_type``, ``_key``, ``_start`` and ``_end``.
    """

    start: str
    end: str
    batches: Batches

    def rows(self) -> Iterator[Edge]:
        """The edges one by one."""
        for batch in self.batches():
            yield from edge_rows(self, batch)


def node_rows(table: NodeTable, batch: "pyarrow.RecordBatch") -> Iterator[Node]:
    """The nodes of a batch of ``table``."""
    for row in batch.to_pylist():
        key, labels = row.pop(KEY), row.pop(LABELS)
        yield Node(NodeRef(table.label, key), tuple(labels), _given(row))


def edge_rows(table: EdgeTable, batch: "pyarrow.RecordBatch") -> Iterator[Edge]:
    """The edges of a batch of ``table``."""
    for row in batch.to_pylist():
        type, key = row.pop(TYPE), row.pop(KEY)
        start, end = NodeRef(table.start, row.pop(START)), NodeRef(table.end, row.pop(END))
        yield Edge(type, key, start, end, _given(row))


def _given(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}
