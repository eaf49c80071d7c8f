"""What columns a bulk load takes."""

import math

import pyarrow
import pytest

from medkg.graph_db.bulk.check import check_columns
from medkg.graph_db.errors import InvalidRow

REALS = [pyarrow.float64(), pyarrow.list_(pyarrow.float64())]


@pytest.mark.parametrize("kind", REALS, ids=str)
def test_a_column_without_any_value_is_taken(kind: pyarrow.DataType) -> None:
    check_columns({"findings": pyarrow.nulls(3, kind)}, reserved="id", place="nodes (Concept)")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(InvalidRow, match=r"nodes \(Concept\): property 'findings'"):
        columns = {"findings": pyarrow.array([None, value, 0.5])}
        check_columns(columns, reserved="id", place="nodes (Concept)")
