"""Which labels, edge types, keys, properties and indexes a graph has; the only source of names in Cypher."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


def is_name(text: str) -> bool:
    """Whether ``text`` is a letter followed by letters, digits and underscores."""
    return _NAME.fullmatch(text) is not None


class Kind(StrEnum):
    """What a property's value is; the plural ones are lists."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    TEXTS = "texts"
    INTEGERS = "integers"
    NUMBERS = "numbers"


Properties = Mapping[str, Kind]
"""The properties that a node or edge may have, by name."""


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship type and the keyed labels of its ends."""

    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class VectorIndex:
    """An index of the vectors of ``dimensions`` numbers in a label's property, by their cosine."""

    label: str
    property: str
    dimensions: int


@dataclass(frozen=True, slots=True)
class Schema:
    """The shape of a graph.

    ``keyed_labels`` are labels whose ``id`` property is unique; ``extra_labels`` may be carried besides.
    ``properties`` are those that the rows of a keyed label or an edge type may have; of one that is not in
    there, any. ``indexed`` are further (label, property) pairs to index, ``full_text`` (label, property)
    pairs to search, ``vectors`` properties to search by nearness; what these hold is not given by rows.

    Raises:
        ValueError: for a name that is not a letter followed by letters, digits and underscores.
    """

    keyed_labels: tuple[str, ...]
    extra_labels: tuple[str, ...]
    edge_types: tuple[EdgeType, ...]
    properties: Mapping[str, Properties] = field(default_factory=dict)
    indexed: tuple[tuple[str, str], ...] = ()
    full_text: tuple[tuple[str, str], ...] = ()
    vectors: tuple[VectorIndex, ...] = ()

    def __post_init__(self) -> None:
        names = [*self.keyed_labels, *self.extra_labels, *(edge.name for edge in self.edge_types)]
        names += [name for pair in (*self.indexed, *self.full_text) for name in pair]
        names += [name for vector in self.vectors for name in (vector.label, vector.property)]
        names += [name for owner, known in self.properties.items() for name in (owner, *known)]
        for name in names:
            if not is_name(name):
                raise ValueError(f"{name!r} is no schema name; letters, digits and underscores are allowed")
