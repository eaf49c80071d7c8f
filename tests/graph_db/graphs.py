"""Invented graphs for the tests of loading."""

from collections.abc import Iterator

from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.graph_db.schema import EdgeType, Schema

SCHEMA = Schema(
    keyed_labels=("Place", "Person"),
    extra_labels=("Town", "Village"),
    edge_types=(
        EdgeType("LIVES_IN", "Person", "Place"),
        EdgeType("KNOWS", "Person", "Person"),
        EdgeType("NEAR", "Place", "Place"),
    ),
    indexed=(("Place", "size"), ("Town", "size")),
    full_text=(("Person", "name"),),
)


def place(number: int, **properties: str | int | float | bool) -> Node:
    """A place, every third a town."""
    labels = ("Town",) if number % 3 == 0 else ("Village",)
    return Node(NodeRef("Place", f"P:{number}"), labels, {"size": number * 10, **properties})


def person(number: int, name: str = "") -> Node:
    """A person."""
    return Node(
        NodeRef("Person", f"H:{number}"), (), {"name": name or f"person {number}", "tags": ["a", "b"]}
    )


def lives_in(number: int, where: int, **properties: str | int | float | bool) -> Edge:
    """An edge from a person to a place."""
    return Edge(
        "LIVES_IN", f"lives {number}", person(number).ref, place(where).ref, {"since": 1900, **properties}
    )


def near(first: int, second: int) -> Edge:
    """An edge between places."""
    return Edge("NEAR", f"near {first} {second}", place(first).ref, place(second).ref, {"distance": 1.5})


def many_nodes(count: int) -> Iterator[Node]:
    """``count`` places and as many persons, in turn."""
    for number in range(count):
        yield place(number)
        yield person(number)


def many_edges(count: int) -> Iterator[Edge]:
    """Where each person lives, and a ring of places."""
    for number in range(count):
        yield lives_in(number, number * 7 % count)
        yield near(number, (number + 1) % count)
