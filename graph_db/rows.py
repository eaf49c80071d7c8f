"""Plain rows of a property graph: what a store takes."""

from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | float | bool | list[str] | list[int] | list[float]


@dataclass(frozen=True, slots=True, order=True)
class NodeRef:
    """A node's merge key: the label with the uniqueness constraint, and the value of its ``id`` property."""

    label: str
    id: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node merged on ``ref``; ``labels`` are further labels, ``properties`` everything but ``id``."""

    ref: NodeRef
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship merged on ``type`` and ``key``; ``key`` is unique among the edges of its type."""

    type: str
    key: str
    start: NodeRef
    end: NodeRef
    properties: Mapping[str, Value]
