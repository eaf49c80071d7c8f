"""Nodes and edges as checked rows with a digest, grouped by the statement that loads them."""

from collections.abc import Callable
from typing import Any, NamedTuple

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.loading.digest import canonical_digest, text_token
from medkg.graph_db.loading.properties import check_identifier, is_short
from medkg.graph_db.loading.shapes import Shapes
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import EdgeType, Schema


class NodeGroup(NamedTuple):
    """Nodes that one statement makes: their keyed label and their further labels, sorted."""

    label: str
    labels: tuple[str, ...]


class NodeRow(NamedTuple):
    """A checked node; ``key`` is its id."""

    group: NodeGroup
    key: str
    digest: int
    properties: dict[str, Any]


class EdgeRow(NamedTuple):
    """A checked edge; ``start`` and ``end`` are the ids of its ends."""

    group: EdgeType
    key: str
    digest: int
    start: str
    end: str
    properties: dict[str, Any]


def node_preparer(schema: Schema) -> Callable[[Node], NodeRow]:
    """A check of nodes against ``schema`` that raises :class:`InvalidRow` for what is not allowed."""
    shapes = {
        label: Shapes(reserved="id", declared=schema.properties.get(label)) for label in schema.keyed_labels
    }
    known: dict[tuple[str, tuple[str, ...]], tuple[NodeGroup, str, str]] = {}

    def prepare(node: Node) -> NodeRow:
        label, key = node.ref.label, node.ref.id
        if (label, node.labels) not in known:
            group = _node_group(node, schema)
            known[label, node.labels] = (group, text_token(label), text_token(":".join(group.labels)))
        group, before, after = known[label, node.labels]
        if not is_short(key):
            check_identifier(key, place=_node_place(node))
        properties = dict(node.properties)
        content = shapes[label].canonical(properties, place=lambda: _node_place(node))
        canonical = f"{before}{len(key)}:{key}{after}{content}"
        digest = canonical_digest(canonical, place=lambda: _node_place(node))
        return NodeRow(group, key, digest, properties)

    return prepare


def edge_preparer(schema: Schema) -> Callable[[Edge], EdgeRow]:
    """A check of edges against ``schema`` that raises :class:`InvalidRow` for what is not allowed."""
    known = {
        (group.name, group.start, group.end): (group, text_token(group.name), _ends(group))
        for group in schema.edge_types
    }
    shapes = {
        group.name: Shapes(reserved="key", declared=schema.properties.get(group.name))
        for group in schema.edge_types
    }

    def prepare(edge: Edge) -> EdgeRow:
        key, start, end = edge.key, edge.start.id, edge.end.id
        found = known.get((edge.type, edge.start.label, edge.end.label))
        if found is None:
            raise InvalidRow(
                f"{_edge_place(edge)}: the schema has no {edge.type} from {edge.start.label} to "
                f"{edge.end.label}"
            )
        for identifier in (key, start, end):
            if not is_short(identifier):
                check_identifier(identifier, place=_edge_place(edge))
        group, type, ends = found
        properties = dict(edge.properties)
        content = shapes[edge.type].canonical(properties, place=lambda: _edge_place(edge))
        canonical = f"{type}{len(key)}:{key}{ends}{len(start)}:{start}{len(end)}:{end}{content}"
        digest = canonical_digest(canonical, place=lambda: _edge_place(edge))
        return EdgeRow(group, key, digest, start, end, properties)

    return prepare


def _node_group(node: Node, schema: Schema) -> NodeGroup:
    keyed, extra = set(schema.keyed_labels), set(schema.extra_labels)
    if node.ref.label not in keyed:
        raise InvalidRow(f"{_node_place(node)}: its label is not keyed; allowed: {', '.join(sorted(keyed))}")
    if not extra.issuperset(node.labels):
        unknown = sorted(set(node.labels) - extra)[0]
        raise InvalidRow(
            f"{_node_place(node)}: label {unknown!r} is not in the schema; allowed: "
            f"{', '.join(sorted(extra))}"
        )
    return NodeGroup(node.ref.label, tuple(sorted(set(node.labels))))


def _ends(group: EdgeType) -> str:
    return text_token(group.start) + text_token(group.end)


def _node_place(node: Node) -> str:
    return f"node ({node.ref.label} {node.ref.id!r})"


def _edge_place(edge: Edge) -> str:
    return f"edge ({edge.type} {edge.key!r})"
