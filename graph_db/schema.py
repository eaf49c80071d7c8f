"""Which labels, edge types and keys a graph has; the only source of names that enter Cypher."""

import re
from dataclasses import dataclass

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


def is_name(text: str) -> bool:
    """Whether ``text`` is a letter followed by letters, digits and underscores."""
    return _NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class EdgeType:
    """A relationship type and the keyed labels of its ends."""

    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The shape of a graph.

    ``keyed_labels`` are labels whose ``id`` property is unique; ``extra_labels`` may be carried besides.
    ``indexed`` are further (label, property) pairs to index, ``full_text`` (label, property) pairs to search.

    Raises:
        ValueError: for a name that is not a letter followed by letters, digits and underscores.
    """

    keyed_labels: tuple[str, ...]
    extra_labels: tuple[str, ...]
    edge_types: tuple[EdgeType, ...]
    indexed: tuple[tuple[str, str], ...] = ()
    full_text: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        names = [*self.keyed_labels, *self.extra_labels, *(edge.name for edge in self.edge_types)]
        names += [name for pair in (*self.indexed, *self.full_text) for name in pair]
        for name in names:
            if not is_name(name):
                raise ValueError(f"{name!r} is no schema name; letters, digits and underscores are allowed")
