"""What a load remembers of the nodes that it has made."""

from hypothesis import given
from hypothesis import strategies as st

from medkg.graph_db.loading.node_ids import NodeIds

ADDED = st.lists(st.dictionaries(st.text(max_size=3), st.integers(0, 2**40), min_size=1), max_size=5)


@given(first=ADDED, then=ADDED)
def test_what_was_added_last_is_found_by_key(first: list[dict[str, int]], then: list[dict[str, int]]) -> None:
    ids, expected = NodeIds(), dict[str, int]()
    for batches in (first, then):
        for batch in batches:
            ids.add("Place", list(batch), list(batch.values()))
            expected |= batch
        assert ids.find("Place", list(expected)) == (list(expected.values()) or None)


def test_one_unknown_key_makes_all_unknown() -> None:
    ids = NodeIds()
    assert ids.find("Place", ["a"]) is None
    ids.add("Place", ["a", "b"], [1, 2])
    assert ids.find("Place", ["a", "c"]) is None
    assert ids.find("Person", ["a"]) is None
    assert ids.find("Place", ["b", "a", "b"]) == [2, 1, 2]
