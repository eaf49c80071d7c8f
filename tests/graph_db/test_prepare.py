"""Rows are checked one by one, also where the row before looked the same."""

import pytest

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.loading.prepare import edge_preparer, node_preparer
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.schema import EdgeType, Kind, Schema

DECLARED = {"names": Kind.TEXTS, "year": Kind.INTEGER, "score": Kind.NUMBER}
SCHEMA = Schema(
    keyed_labels=("Place",),
    extra_labels=(),
    edge_types=(EdgeType("NEAR", "Place", "Place"),),
    properties={"Place": DECLARED, "NEAR": DECLARED},
)
GOOD: dict[str, Value] = {"names": ["a"], "year": 1, "score": 0.5}
BAD: list[dict[str, Value]] = [
    {"names": [1]},
    {"names": [0.5]},
    {"year": True},
    {"year": 2**63},
    {"year": 1.0},
    {"score": float("nan")},
    {"score": 1},
    {"place": "a"},
]


@pytest.mark.parametrize("wrong", BAD, ids=repr)
def test_a_wrong_value_is_refused_after_a_right_one(wrong: dict[str, Value]) -> None:
    place, other = NodeRef("Place", "P:1"), NodeRef("Place", "P:2")
    prepare_node, prepare_edge = node_preparer(SCHEMA), edge_preparer(SCHEMA)
    prepare_node(Node(place, (), GOOD))
    prepare_edge(Edge("NEAR", "k:1", place, other, GOOD))
    with pytest.raises(InvalidRow, match="P:2"):
        prepare_node(Node(other, (), {**GOOD, **wrong}))
    with pytest.raises(InvalidRow, match="k:2"):
        prepare_edge(Edge("NEAR", "k:2", place, other, {**GOOD, **wrong}))


def test_an_empty_list_is_of_every_kind_of_list() -> None:
    prepare = node_preparer(SCHEMA)
    for names in (["a"], [], ["b", "c"]):
        assert prepare(Node(NodeRef("Place", "P:1"), (), {"names": list[str](names)})).properties == {
            "names": names
        }
