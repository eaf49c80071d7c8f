"""Digests of whole columns are those of rows."""

from typing import Any

import pyarrow
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.graph_db.bulk.canonical import digests
from medkg.graph_db.loading.digest import row_digest

WHOLE = st.integers(-(2**63), 2**63 - 1)
REAL = st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(max_size=8)
KINDS: dict[str, tuple[Any, st.SearchStrategy[Any]]] = {
    "text": (pyarrow.string(), TEXT),
    "whole": (pyarrow.int64(), WHOLE),
    "real": (pyarrow.float64(), REAL),
    "flag": (pyarrow.bool_(), st.booleans()),
    "texts": (pyarrow.list_(pyarrow.string()), st.lists(TEXT, max_size=3)),
    "wholes": (pyarrow.list_(pyarrow.int64()), st.lists(WHOLE, max_size=3)),
    "reals": (pyarrow.list_(pyarrow.float64()), st.lists(REAL, max_size=3)),
}
ROWS = st.lists(
    st.fixed_dictionaries({"key": TEXT, **{name: st.none() | values for name, (_, values) in KINDS.items()}}),
    min_size=1,
    max_size=6,
)


@settings(deadline=None)
@given(rows=ROWS, first=st.integers(0, 5))
def test_digests_of_columns_are_those_of_rows(rows: list[dict[str, Any]], first: int) -> None:
    keys = pyarrow.array([row["key"] for row in rows], pyarrow.string())
    columns = {name: pyarrow.array([row[name] for row in rows], kind) for name, (kind, _) in KINDS.items()}
    parts = {name: column.slice(first) for name, column in columns.items()}
    expected = [
        row_digest(("L", row["key"], ""), {n: row[n] for n in KINDS if row[n] is not None}, place="")
        for row in rows[first:]
    ]
    assert digests(["L", keys.slice(first), ""], parts).to_pylist() == expected


VALUES = st.dictionaries(TEXT, TEXT | WHOLE | REAL | st.booleans() | st.lists(TEXT, max_size=3), max_size=3)


@settings(deadline=None)
@given(one=VALUES, other=VALUES)
def test_rows_that_differ_have_digests_that_differ(one: dict[str, Any], other: dict[str, Any]) -> None:
    same = repr(sorted(one.items())) == repr(sorted(other.items()))
    assert (row_digest(("L",), one, place="") == row_digest(("L",), other, place="")) == same
    assert row_digest(("L",), dict(reversed(one.items())), place="") == row_digest(("L",), one, place="")
