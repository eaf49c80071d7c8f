"""Checks whole batches as :mod:`medkg.graph_db.loading.prepare` checks rows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.loading.properties import LONGEST_ID, check_properties
from medkg.graph_db.schema import Kind, Properties

if TYPE_CHECKING:
    import pyarrow

KINDS = {
    "string": Kind.TEXT,
    "int64": Kind.INTEGER,
    "double": Kind.NUMBER,
    "bool": Kind.FLAG,
    "list of string": Kind.TEXTS,
    "list of int64": Kind.INTEGERS,
    "list of double": Kind.NUMBERS,
}
"""What a column of each type of Arrow holds."""


def check_identifiers(column: "pyarrow.Array", *, place: str) -> None:
    """Refuses ids and keys that are null, empty or too long.

    Raises:
        InvalidRow: naming the place.
    """
    import pyarrow.compute as pc

    lengths = pc.binary_length(column).fill_null(0)
    least, most = pc.min_max(lengths).as_py().values()
    if least == 0:
        raise InvalidRow(f"{place}: an id or key must be a text that is not empty")
    if most > LONGEST_ID:
        raise InvalidRow(f"{place}: an id or key has at most {LONGEST_ID} bytes")


def check_columns(columns: Mapping[str, "pyarrow.Array"], *, reserved: str, place: str) -> None:
    """Refuses names and types that no property may have, and numbers that are not finite.

    Raises:
        InvalidRow: naming the place and the property.
    """
    import pyarrow
    import pyarrow.compute as pc

    check_properties(dict.fromkeys(columns, ""), reserved=reserved, place=place)
    for name, column in columns.items():
        if _type(column) not in KINDS:
            allowed = ", ".join(KINDS)
            raise InvalidRow(f"{place}: property {name!r} is of type {_type(column)}; allowed: {allowed}")
        values = column.flatten() if pyarrow.types.is_list(column.type) else column
        if pyarrow.types.is_floating(values.type) and not pc.all(pc.is_finite(values), min_count=0).as_py():
            raise InvalidRow(f"{place}: property {name!r} has a number that is not finite")


def check_declared(
    columns: Mapping[str, "pyarrow.Array"], declared: Properties | None, *, place: str
) -> None:
    """Refuses properties that are given and not ``declared``, or of another kind; None declares any.

    Raises:
        InvalidRow: naming the place and the property.
    """
    for name, column in columns.items():
        if declared is None or column.null_count == len(column):
            continue
        if name not in declared:
            allowed = ", ".join(sorted(declared))
            raise InvalidRow(f"{place}: the schema has no property {name!r} there; allowed: {allowed}")
        if KINDS[_type(column)] != declared[name]:
            raise InvalidRow(f"{place}: property {name!r} is {_type(column)}; {declared[name]} is declared")


def _type(column: "pyarrow.Array") -> str:
    import pyarrow

    kind = column.type
    return f"list of {kind.value_type}" if pyarrow.types.is_list(kind) else str(kind)


def check_names(column: "pyarrow.Array", allowed: frozenset[str], *, place: str) -> None:
    """Refuses labels or types that are not ``allowed``.

    Raises:
        InvalidRow: naming the place and the name.
    """
    for name in column.unique().to_pylist():
        if name not in allowed:
            raise InvalidRow(f"{place}: {name!r} is not in the schema; allowed: {', '.join(sorted(allowed))}")
