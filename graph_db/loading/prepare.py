"""Nodes and edges as checked rows with a digest, grouped by the statement that loads them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.loading.digest import row_digest
from medkg.graph_db.loading.properties import check_declared, check_identifier, check_properties
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import EdgeType, Schema


class NodeGroup(NamedTuple):
    """Nodes that one statement makes: their keyed label and their further labels, sorted."""

    label: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A checked node; ``key`` is its id."""

    group: NodeGroup
    key: str
    digest: int
    properties: dict[str, Any]


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A checked edge; ``start`` and ``end`` are the ids of its ends."""

    group: EdgeType
    key: str
    digest: int
    start: str
    end: str
    properties: dict[str, Any]


def node_preparer(schema: Schema) -> Callable[[Node], NodeRow]:
    """A check of nodes against ``schema`` that raises :class:`InvalidRow` for what is not allowed."""
    keyed, extra = frozenset(schema.keyed_labels), frozenset(schema.extra_labels)

    def prepare(node: Node) -> NodeRow:
        place = f"node ({node.ref.label} {node.ref.id!r})"
        if node.ref.label not in keyed:
            raise InvalidRow(f"{place}: its label is not keyed; allowed: {', '.join(sorted(keyed))}")
        if not extra.issuperset(node.labels):
            unknown = sorted(set(node.labels) - extra)[0]
            raise InvalidRow(
                f"{place}: label {unknown!r} is not in the schema; allowed: {', '.join(sorted(extra))}"
            )
        check_identifier(node.ref.id, place=place)
        check_properties(node.properties, reserved="id", place=place)
        check_declared(node.properties, schema.properties.get(node.ref.label), place=place)
        labels, properties = tuple(sorted(set(node.labels))), dict(node.properties)
        digest = row_digest((node.ref.label, node.ref.id, ":".join(labels)), properties, place=place)
        return NodeRow(NodeGroup(node.ref.label, labels), node.ref.id, digest, properties)

    return prepare


def edge_preparer(schema: Schema) -> Callable[[Edge], EdgeRow]:
    """A check of edges against ``schema`` that raises :class:`InvalidRow` for what is not allowed."""
    known = frozenset(schema.edge_types)

    def prepare(edge: Edge) -> EdgeRow:
        place = f"edge ({edge.type} {edge.key!r})"
        group = EdgeType(edge.type, edge.start.label, edge.end.label)
        if group not in known:
            raise InvalidRow(
                f"{place}: the schema has no {edge.type} from {edge.start.label} to {edge.end.label}"
            )
        for identifier in (edge.key, edge.start.id, edge.end.id):
            check_identifier(identifier, place=place)
        check_properties(edge.properties, reserved="key", place=place)
        check_declared(edge.properties, schema.properties.get(edge.type), place=place)
        ends, properties = (edge.start.id, edge.end.id), dict(edge.properties)
        head = (edge.type, edge.key, edge.start.label, edge.end.label, *ends)
        digest = row_digest(head, properties, place=place)
        return EdgeRow(group, edge.key, digest, *ends, properties)

    return prepare
