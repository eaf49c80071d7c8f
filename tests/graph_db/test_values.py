"""Which values are stored, verbatim, and which are refused."""

import math
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.load import load
from medkg.graph_db.loading.prepare import edge_preparer, node_preparer
from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, place

HOSTILE = [
    "'", '"', "`", "\\", "\\'", "${x}", "$rows", "\n\r\t\0", "}) DETACH DELETE n //", "' OR 1=1",
    "`) DELETE n; MATCH (`",
    "\u2028\ufeff", "🩺", "a" * 100_000, "", " ",
]  # fmt: skip

SCALARS = (
    st.text()
    | st.sampled_from(HOSTILE)
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
)
LISTS = (
    st.lists(st.text(), max_size=4)
    | st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4)
    | st.lists(st.floats(allow_nan=False, allow_infinity=False), max_size=4)
)
NAMES = st.text(min_size=1, max_size=10).filter(
    lambda name: name[0] != "_" and "\0" not in name and name != "id"
)


def round_trip(store: Store, properties: dict[str, Any]) -> dict[str, Any]:
    load([Node(NodeRef("Place", "P:1"), (), properties)], [], schema=SCHEMA, store=store, graph="main")
    row = store.read("MATCH (n:Place {id: 'P:1'}) RETURN properties(n) AS p")[0]["p"]
    return {name: value for name, value in row.items() if name[0] != "_" and name != "id"}


def test_hostile_texts_are_stored_verbatim(store: Store) -> None:
    properties = {f"text {number}": text for number, text in enumerate(HOSTILE)} | {"list": HOSTILE}
    assert round_trip(store, properties) == properties


def test_hostile_ids_and_names_are_stored_verbatim(store: Store) -> None:
    ids = [text for text in HOSTILE if text and len(text) < 8000]
    nodes = [Node(NodeRef("Place", text), (), {text.replace("\0", "") or "x": 1}) for text in ids]
    edges = [Edge("NEAR", text, nodes[0].ref, node.ref, {}) for text, node in zip(ids, nodes, strict=True)]
    for _ in range(2):
        load(nodes, edges, schema=SCHEMA, store=store, graph="main")
    assert {row["id"] for row in store.read("MATCH (n:Place) RETURN n.id AS id")} == set(ids)
    assert {row["key"] for row in store.read("MATCH ()-[r:NEAR]->() RETURN r.key AS key")} == set(ids)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(properties=st.dictionaries(NAMES, SCALARS | LISTS, max_size=5))
def test_every_allowed_value_comes_back_as_it_was(store: Store, properties: dict[str, Any]) -> None:
    found = round_trip(store, properties)
    assert found == properties
    assert {name: type(value) for name, value in found.items()} == {n: type(v) for n, v in properties.items()}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "NoneType"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (2**63, "64 bits"),
        (-(2**63) - 1, "64 bits"),
        (b"x", "bytes"),
        ({"a": 1}, "dict"),
        (("a",), "tuple"),
        ([1, "a"], "list of int, str"),
        ([1, 2.5], "list of float, int"),
        ([True], "list of bool"),
        ([None], "list of NoneType"),
        ([[1]], "list of list"),
        ([math.nan], "nan"),
        ([2**63], "64 bits"),
        ("\ud800", "Unicode"),
    ],
)
def test_a_value_that_cannot_be_kept_is_refused(value: Any, said: str) -> None:
    with pytest.raises(InvalidRow, match=said) as caught:
        node_preparer(SCHEMA)(place(1, odd=value))
    assert "P:1" in str(caught.value)


@pytest.mark.parametrize("name", ["", "_x", "_digest", "id", "a\0b"])
def test_a_property_name_that_is_taken_is_refused(name: str) -> None:
    with pytest.raises(InvalidRow, match="P:1"):
        node_preparer(SCHEMA)(place(1, **{name: 1}))


@pytest.mark.parametrize(
    ("node", "said"),
    [
        (Node(NodeRef("Planet", "P:1"), (), {}), "allowed: Person, Place"),
        (Node(NodeRef("Place", "P:1"), ("City",), {}), "'City'.*allowed: Town, Village"),
        (Node(NodeRef("Place", ""), (), {}), "not empty"),
        (Node(NodeRef("Place", "x" * 9000), (), {}), "8000 bytes"),
        (Node(NodeRef("Place", 7), (), {}), "must be a text"),  # type: ignore[arg-type] # refused at run time too
    ],
)
def test_a_node_outside_the_schema_is_refused(node: Node, said: str) -> None:
    with pytest.raises(InvalidRow, match=said):
        node_preparer(SCHEMA)(node)


def test_an_edge_outside_the_schema_is_refused() -> None:
    with pytest.raises(InvalidRow, match="no LIVES_IN from Place to Place"):
        edge_preparer(SCHEMA)(Edge("LIVES_IN", "k", place(1).ref, place(2).ref, {}))
    with pytest.raises(InvalidRow, match="may not be a property"):
        edge_preparer(SCHEMA)(Edge("NEAR", "k", place(1).ref, place(2).ref, {"key": "k"}))


def test_refusals_never_show_the_value() -> None:
    with pytest.raises(InvalidRow) as caught:
        node_preparer(SCHEMA)(place(1, note=["a secret", 7]))  # type: ignore[arg-type] # wrong on purpose
    assert "secret" not in str(caught.value)
