"""Tells whether two databases hold the same graph."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from medkg.graph_db.loading.bookkeeping import LOCK_LABEL, STAMP_LABEL, is_bookkeeping, visible
from medkg.graph_db.store import Store

_NODES = f"""
    MATCH (n) WHERE NOT n:{STAMP_LABEL}|{LOCK_LABEL} RETURN labels(n) AS labels, properties(n) AS properties
"""
_EDGES = """
    MATCH (s)-[r]->(e)
    RETURN type(r) AS type, properties(r) AS properties,
           labels(s) AS start_labels, coalesce(s.id, properties(s)) AS start,
           labels(e) AS end_labels, coalesce(e.id, properties(e)) AS end
"""


@dataclass(frozen=True, slots=True)
class GraphChecksum:
    """Numbers of nodes and edges, and a hexadecimal digest of each."""

    nodes: int
    edges: int
    node_digest: str
    edge_digest: str


def checksum(store: Store) -> GraphChecksum:
    """The checksum of the whole database, whatever the order in which it was made; it is read as a stream.

    Each node (labels, properties) and edge (type, properties, labels and id of both ends) is hashed with
    SHA-256 over its canonical JSON; the digest is the sum of these modulo 2**256. Bookkeeping of loads does
    not count.
    """
    nodes, node_digest = _sum(_canonical_node(row) for row in store.stream(_NODES))
    edges, edge_digest = _sum(_canonical_edge(row) for row in store.stream(_EDGES))
    return GraphChecksum(nodes, edges, node_digest, edge_digest)


def _canonical_node(row: Mapping[str, Any]) -> object:
    return [visible(row["labels"]), _properties(row["properties"])]


def _canonical_edge(row: Mapping[str, Any]) -> object:
    ends = [[visible(row[f"{end}_labels"]), row[end]] for end in ("start", "end")]
    return [row["type"], _properties(row["properties"]), ends]


def _properties(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if not is_bookkeeping(name)}


def _sum(items: Iterable[object]) -> tuple[int, str]:
    number, total = 0, 0
    for item in items:
        canonical = json.dumps(item, sort_keys=True, default=repr)
        total += int.from_bytes(sha256(canonical.encode()).digest(), "big")
        number += 1
    return number, f"{total % 2**256:064x}"
