"""The differences of nodes and of edges."""

from functools import partial

from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.difference import Difference
from medkg.graph_db.loading.edges import look_at_edges, write_edges
from medkg.graph_db.loading.node_ids import NodeIds
from medkg.graph_db.loading.nodes import look_at_nodes, write_nodes
from medkg.graph_db.loading.prepare import EdgeRow, NodeRow
from medkg.graph_db.schema import Schema
from medkg.graph_db.store import Store


def node_difference(
    store: Store, schema: Schema, *, member: str, write: bool, ids: NodeIds
) -> Difference[NodeRow]:
    """The difference of the nodes of the graph marked by ``member``; ``write`` it or only tell it.

    ``ids`` remembers the nodes that are made.
    """
    writer = partial(write_nodes, extra_labels=schema.extra_labels, member=member, ids=ids)
    return Difference(
        store,
        {label: cypher.nodes(label) for label in schema.keyed_labels},
        member=member,
        name_of=lambda row: row.group.label,
        look=partial(look_at_nodes, member=member),
        write=writer if write else None,
    )


def edge_difference(
    store: Store, schema: Schema, *, member: str, write: bool, ids: NodeIds
) -> Difference[EdgeRow]:
    """The difference of the edges of the graph marked by ``member``, between nodes some of which ``ids`` may
    know; ``write`` it or only tell it.
    """
    names = sorted({edge.name for edge in schema.edge_types})
    return Difference(
        store,
        {name: cypher.edges(name) for name in names},
        member=member,
        name_of=lambda row: row.group.name,
        look=partial(look_at_edges, member=member),
        write=partial(write_edges, member=member, ids=ids) if write else None,
    )
