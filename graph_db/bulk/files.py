"""CSV files of checked and marked rows, one for each table, for the server's importer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from itertools import count as counting
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from medkg.graph_db.bulk import fields
from medkg.graph_db.bulk.canonical import digests
from medkg.graph_db.bulk.check import check_columns, check_declared, check_identifiers, check_names
from medkg.graph_db.loading.bookkeeping import DIGEST
from medkg.graph_db.rows import Edge, Node
from medkg.graph_db.schema import Schema
from medkg.graph_db.tables import (
    END,
    KEY,
    LABELS,
    START,
    TYPE,
    EdgeTable,
    NodeTable,
    edge_rows,
    node_rows,
)

if TYPE_CHECKING:
    import pyarrow

T = TypeVar("T", NodeTable, EdgeTable)
_OURS = (KEY, LABELS, TYPE, START, END)


@dataclass(slots=True)
class Files:
    """The files written in ``folder``, by their names, as the importer's ``options``.

    ``multiline`` are the files with a value of more than one line.
    ``left_nodes`` and ``left_edges`` are the rows that the files cannot hold as they are; a node that is left
    takes its edges with it. ``told`` is called with the number of rows of every batch.
    """

    folder: Path
    schema: Schema
    member: str
    told: Callable[[int], None]
    options: list[str] = field(default_factory=list)
    multiline: set[str] = field(default_factory=set)
    left_nodes: list[Node] = field(default_factory=list)
    left_edges: list[Edge] = field(default_factory=list)
    nodes: int = 0
    edges: int = 0
    _lock: Lock = field(default_factory=Lock)
    _numbers: Iterator[int] = field(default_factory=counting)

    def add_nodes(self, table: NodeTable) -> None:
        """Writes a table of nodes.

        Raises:
            InvalidRow: for a row that the schema or Neo4j does not allow.
        """
        for count, left in self._written("nodes", table, self._nodes):
            with self._lock:
                self.nodes += count
                self.left_nodes += node_rows(table, left)

    def add_edges(self, table: EdgeTable) -> None:
        """Writes a table of edges, after those of all nodes.

        Raises:
            InvalidRow: for a row that the schema or Neo4j does not allow.
        """
        for count, left in self._written("relationships", table, self._edges):
            with self._lock:
                self.edges += count
                self.left_edges += edge_rows(table, left)

    def _written(
        self,
        option: str,
        table: T,
        columns_of: "Callable[[T, pyarrow.RecordBatch], tuple[dict[str, Any], Any]]",
    ) -> "Iterator[tuple[int, pyarrow.RecordBatch]]":
        """Writes the batches of ``table`` into a file; of each its rows' number and those that are left."""
        with self._file(option) as write:
            for batch in filter(len, table.batches()):
                columns, held = columns_of(table, batch)
                write(columns, held)
                yield len(batch), _left(batch, held)
                self.told(len(batch))

    def _nodes(self, table: NodeTable, batch: "pyarrow.RecordBatch") -> tuple[dict[str, Any], Any]:
        place = f"nodes ({table.label})"
        check_names(_one(table.label), frozenset(self.schema.keyed_labels), place=place)
        check_names(batch[LABELS].flatten(), frozenset(self.schema.extra_labels), place=place)
        check_identifiers(batch[KEY], place=place)
        properties = _properties(batch, reserved="id", place=place)
        check_declared(properties, self.schema.properties.get(table.label), place=place)
        labels = _sorted(batch[LABELS])
        marks = digests((table.label, batch[KEY], _joined(labels, ":")), properties)
        columns = {f"id:ID({table.label})": batch[KEY], ":LABEL": _joined(labels, fields.ITEMS, table.label)}
        return self._marked(columns, properties, marks), _held([batch[KEY]], properties)

    def _edges(self, table: EdgeTable, batch: "pyarrow.RecordBatch") -> tuple[dict[str, Any], Any]:
        place = f"edges ({table.start} to {table.end})"
        ends = (table.start, table.end)
        allowed = frozenset(one.name for one in self.schema.edge_types if (one.start, one.end) == ends)
        check_names(batch[TYPE], allowed, place=place)
        for name in (KEY, START, END):
            check_identifiers(batch[name], place=place)
        properties = _properties(batch, reserved="key", place=place)
        for type in batch[TYPE].unique().to_pylist():
            check_declared(properties, self.schema.properties.get(type), place=f"edges ({type})")
        marks = digests((batch[TYPE], batch[KEY], *ends, batch[START], batch[END]), properties)
        columns = {
            f":START_ID({table.start})": batch[START],
            f":END_ID({table.end})": batch[END],
            ":TYPE": batch[TYPE],
            "key:string": batch[KEY],
        }
        held = _held([batch[KEY], batch[START], batch[END]], properties)
        return self._marked(columns, properties, marks), self._without_left(table, batch, held)

    def _marked(self, columns: dict[str, Any], properties: Mapping[str, Any], marks: Any) -> dict[str, Any]:
        """The columns of a file, with the load's own."""
        import pyarrow

        given = {
            fields.header(name, one.type): fields.field(one)
            for name, one in properties.items()
            if fields.is_header(name)
        }
        ours = {f"{DIGEST}:long": marks, f"{self.member}:boolean": pyarrow.repeat(True, len(marks))}
        return columns | given | ours

    def _without_left(self, table: EdgeTable, batch: "pyarrow.RecordBatch", held: Any) -> Any:
        import pyarrow
        import pyarrow.compute as pc

        for label, name in ((table.start, START), (table.end, END)):
            ids = [node.ref.id for node in self.left_nodes if node.ref.label == label]
            if ids:
                held = pc.and_not(held, pc.is_in(batch[name], pyarrow.array(ids)))
        return held

    @contextmanager
    def _file(self, option: str) -> Iterator[Callable[[Mapping[str, Any], Any], None]]:
        """A new file; what it gives writes those rows of columns that are held."""
        import pyarrow
        from pyarrow import csv

        with self._lock:
            path = self.folder / f"{option}-{next(self._numbers)}.csv"
            self.options.append(f"--{option}={path.name}")
        layout = csv.WriteOptions(include_header=False)
        with path.open("xb", buffering=1 << 20) as file:
            written: list[str] = []

            def write(columns: Mapping[str, Any], held: Any) -> None:
                if not written:
                    written.extend(columns)
                    file.write((",".join(f'"{name}"' for name in written) + "\n").encode())
                csv.write_csv(pyarrow.table(dict(columns)).filter(held), file, layout)
                if path.name not in self.multiline and any(map(fields.is_multiline, columns.values())):
                    self.multiline.add(path.name)

            yield write
        if not written:
            with self._lock:
                self.options.remove(f"--{option}={path.name}")
            path.unlink()


def _properties(batch: "pyarrow.RecordBatch", *, reserved: str, place: str) -> dict[str, Any]:
    columns = {name: batch[name] for name in batch.schema.names if name not in _OURS}
    check_columns(columns, reserved=reserved, place=place)
    return columns


def _held(identifiers: Sequence[Any], properties: Mapping[str, Any]) -> Any:
    """True for the rows that a file holds as they are."""
    import pyarrow.compute as pc

    marks = [fields.held(column) for column in identifiers]
    marks += [fields.held(column, name=name) for name, column in properties.items()]
    return reduce(pc.and_, marks)


def _left(batch: "pyarrow.RecordBatch", held: Any) -> "pyarrow.RecordBatch":
    import pyarrow.compute as pc

    return batch.filter(pc.invert(held))


def _one(text: str) -> Any:
    import pyarrow

    return pyarrow.array([text])


def _sorted(labels: Any) -> Any:
    """Lists of labels, each sorted and without doubles."""
    import pyarrow

    kinds: dict[tuple[str, ...], list[str]] = {}
    lists = (tuple(one) for one in labels.to_pylist())
    values = [kinds.setdefault(one, sorted(set(one))) for one in lists]
    return pyarrow.array(values, pyarrow.list_(pyarrow.string()))


def _joined(labels: Any, separator: str, first: str | None = None) -> Any:
    import pyarrow.compute as pc

    joined = pc.binary_join(labels, separator)
    if first is None:
        return joined
    rest = pc.if_else(pc.equal(joined, ""), "", pc.binary_join_element_wise(separator, joined, ""))
    return pc.binary_join_element_wise(first, rest, "")
