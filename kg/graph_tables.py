"""A finished build as the tables of a property graph: the rows of :mod:`medkg.kg.graph`, many at once."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from medkg.graph_db.schema import Schema
from medkg.graph_db.tables import END, KEY, LABELS, START, TYPE, EdgeTable, NodeTable
from medkg.kg.build.reading import FinishedBuild
from medkg.kg.graph import (
    CONCEPT,
    CONCEPTS,
    DOCUMENT,
    DOCUMENTS,
    ENDS,
    EVIDENCE,
    EVIDENCE_ROWS,
    FACTS,
    FROM,
    HIERARCHY,
    IS_A,
    OBJECT,
    SUBJECT,
    UNLINKED,
    schema_of,
)

if TYPE_CHECKING:
    import pyarrow

    Columns = dict[str, pyarrow.Array]

_FACT = {"predicate": TYPE, "key": KEY, "subject": START, "object": END}


def graph_tables(build: Path | FinishedBuild) -> tuple[Schema, list[NodeTable], list[EdgeTable]]:
    """The schema, nodes and edges of the graph of ``build`` (or what is now in that directory), as batches in
    no fixed order.

    Raises:
        NotABuildError: if the directory holds no finished build.
        ReplacedBuildError: from the batches, if another build took its place.
    """
    build = FinishedBuild.of(build)
    batches = partial(_batches, build)
    nodes = [
        NodeTable(EVIDENCE, partial(batches, EVIDENCE_ROWS, _without_labels)),
        NodeTable(DOCUMENT, partial(batches, DOCUMENTS, _without_labels)),
        NodeTable(CONCEPT, partial(batches, CONCEPTS, _concepts)),
    ]
    edges = [
        EdgeTable(CONCEPT, CONCEPT, partial(batches, FACTS, _facts)),
        EdgeTable(CONCEPT, CONCEPT, partial(batches, HIERARCHY, _kinds)),
        EdgeTable(EVIDENCE, CONCEPT, partial(batches, ENDS, partial(_ends, SUBJECT, "subject"))),
        EdgeTable(EVIDENCE, CONCEPT, partial(batches, ENDS, partial(_ends, OBJECT, "object"))),
        EdgeTable(EVIDENCE, DOCUMENT, partial(batches, ENDS, partial(_ends, FROM, "document"))),
    ]
    return schema_of(build), nodes, edges


def _batches(
    build: FinishedBuild, query: str, change: Callable[["Columns"], "Columns"]
) -> Iterator["pyarrow.RecordBatch"]:
    import pyarrow

    for batch in build.batches(query):
        columns = change(dict(zip(batch.schema.names, batch.columns, strict=True)))
        given = {n: c if n.startswith("_") else _without_empty(c) for n, c in columns.items()}
        yield pyarrow.RecordBatch.from_pydict(given)


def _without_labels(columns: "Columns") -> "Columns":
    key = columns.pop("id")
    return {KEY: key, LABELS: _lists([[]] * len(key)), **columns}


def _concepts(columns: "Columns") -> "Columns":
    types, nil = columns.pop("type").to_pylist(), columns["nil"].to_pylist()
    labels = [[type, UNLINKED] if own else [type] for type, own in zip(types, nil, strict=True)]
    return {KEY: columns.pop("id"), LABELS: _lists(labels), **columns}


def _facts(columns: "Columns") -> "Columns":
    return {_FACT.get(name, name): column for name, column in columns.items()}


def _kinds(columns: "Columns") -> "Columns":
    import pyarrow

    keys = columns["key"]
    ends = {START: columns["child"], END: columns["parent"]}
    return {TYPE: pyarrow.repeat(IS_A, len(keys)), KEY: keys, **ends}


def _ends(type: str, name: str, columns: "Columns") -> "Columns":
    """The edges of ``type`` from evidence to what stands in column ``name``, where there is one."""
    import pyarrow

    there = columns[name].is_valid()
    keys, ends = columns["id"].filter(there), columns[name].filter(there)
    return {TYPE: pyarrow.repeat(type, len(keys)), KEY: keys, START: keys, END: ends}


def _lists(values: list[list[str]]) -> Any:
    import pyarrow

    return pyarrow.array(values, pyarrow.list_(pyarrow.string()))


def _without_empty(column: "pyarrow.Array") -> "pyarrow.Array":
    """The column with null for empty texts and lists, as rows are without them."""
    import pyarrow
    import pyarrow.compute as pc

    if pyarrow.types.is_string(column.type):
        return pc.if_else(pc.equal(column, ""), pyarrow.scalar(None, column.type), column)
    if pyarrow.types.is_list(column.type):
        empty = pc.equal(pc.list_value_length(column), 0)
        return pc.if_else(empty, pyarrow.scalar(None, column.type), column)
    return column
