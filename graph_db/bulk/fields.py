"""Columns as the importer's CSV files hold them, and which rows those cannot hold."""

from typing import TYPE_CHECKING, Any

from medkg.graph_db.bulk.canonical import relisted
from medkg.graph_db.tables import KEY

if TYPE_CHECKING:
    import pyarrow

ITEMS = "\x1e"
"""Stands between the items of a list."""

_CONTROL = "[\x00-\x08\x0b-\x1f\x7f]"
_LONGEST = 200_000
_KINDS = {"string": "string", "bool": "boolean", "int64": "long", "double": "double"}


def header(name: str, kind: "pyarrow.DataType") -> str:
    """The header of a property's column."""
    import pyarrow

    if pyarrow.types.is_list(kind):
        return f"{name}:{_KINDS[str(kind.value_type)]}[]"
    return f"{name}:{_KINDS[str(kind)]}"


def is_header(name: str) -> bool:
    """Whether the importer takes ``name`` for no more than a name."""
    return not set(name) & set(':{}"\\\r\n')


def field(column: "pyarrow.Array") -> "pyarrow.Array":
    """The column as one that a CSV writer takes; null stays null, which is an empty field."""
    import pyarrow
    import pyarrow.compute as pc

    if not pyarrow.types.is_list(column.type):
        return column
    return pc.binary_join(relisted(column, column.flatten().cast(pyarrow.string())), ITEMS)


def is_multiline(column: "pyarrow.Array") -> bool:
    """Whether a value of a column of the file has more than one line."""
    import pyarrow
    import pyarrow.compute as pc

    return pyarrow.types.is_string(column.type) and bool(pc.any(pc.match_substring(column, "\n")).as_py())


def held(column: "pyarrow.Array", *, name: str = KEY) -> "pyarrow.Array":
    """True where the files hold a value as it is: no control characters, not very long, no list that is empty
    or has an empty text; with a ``name`` that is no header, none.
    """
    import pyarrow
    import pyarrow.compute as pc

    kind = column.type
    if not is_header(name):
        return column.is_null()
    if pyarrow.types.is_list(kind):
        full = pc.greater(pc.list_value_length(column), 0)
        if pyarrow.types.is_string(kind.value_type):
            full = pc.and_(full, _all_held(column))
    elif pyarrow.types.is_string(kind):
        full = _plain(column)
    else:
        return pyarrow.repeat(True, len(column))
    return full.fill_null(True)


def _plain(texts: "pyarrow.Array") -> Any:
    import pyarrow.compute as pc

    short = pc.less_equal(pc.utf8_length(texts), _LONGEST)
    return pc.and_not(short, pc.match_substring_regex(texts, _CONTROL))


def _all_held(column: "pyarrow.Array") -> Any:
    """True where every item is plain and not empty."""
    import pyarrow
    import pyarrow.compute as pc

    items = column.flatten()
    good = pc.and_(_plain(items), pc.greater(pc.utf8_length(items), 0))
    marks = pc.if_else(good, "", "x")
    return pc.equal(pc.binary_join(relisted(column, marks.cast(pyarrow.string())), ""), "")
