"""What columns a bulk load takes."""

import math
from pathlib import Path

import pyarrow
import pytest

from medkg.graph_db.bulk.check import check_columns
from medkg.graph_db.bulk.files import Files
from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.tables import EdgeTable, NodeTable
from tests.graph_db.graphs import SCHEMA, near, place
from tests.graph_db.tables import edge_tables, node_tables

REALS = [pyarrow.float64(), pyarrow.list_(pyarrow.float64())]


@pytest.mark.parametrize("kind", REALS, ids=str)
def test_a_column_without_any_value_is_taken(kind: pyarrow.DataType) -> None:
    check_columns({"findings": pyarrow.nulls(3, kind)}, reserved="id", place="nodes (Concept)")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_a_number_that_is_not_finite_is_refused(value: float) -> None:
    with pytest.raises(InvalidRow, match=r"nodes \(Concept\): property 'findings'"):
        columns = {"findings": pyarrow.array([None, value, 0.5])}
        check_columns(columns, reserved="id", place="nodes (Concept)")


def test_a_batch_without_rows_is_passed_over(tmp_path: Path) -> None:
    (nodes,), (edges,) = node_tables([place(1)]), edge_tables([near(1, 1)])
    files = Files(tmp_path, SCHEMA, "_in_main", lambda rows: None)
    (some,), (ends,) = nodes.batches(), edges.batches()
    files.add_nodes(NodeTable("Place", lambda: [some[:0], some, some[:0]]))
    files.add_edges(EdgeTable("Place", "Place", lambda: [ends[:0], ends, ends[:0]]))
    files.add_edges(EdgeTable("Place", "Place", lambda: [ends[:0]]))
    assert (files.nodes, files.edges) == (1, 1)
    assert files.options == ["--nodes=nodes-0.csv", "--relationships=relationships-1.csv"]
