"""The digests of many rows at once, equal to those of :mod:`medkg.graph_db.loading.digest`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from medkg.graph_db.loading.digest import name_token, text_digests

if TYPE_CHECKING:
    import pyarrow


def digests(head: Sequence[Any], properties: Mapping[str, "pyarrow.Array"]) -> "pyarrow.Array":
    """The digests of rows; ``head`` holds texts, one for all rows or an array of one for each row."""
    import pyarrow
    import pyarrow.compute as pc

    parts = [pc.binary_join_element_wise(*_text(part), "") for part in head]
    for name in sorted(properties):
        token = pc.binary_join_element_wise(name_token(name), *_token(properties[name]), "")
        parts.append(token.fill_null(""))
    canonical = pc.binary_join_element_wise(*parts, "").cast(pyarrow.binary())
    return pyarrow.array(text_digests(canonical.to_pylist()))


def _text(part: Any) -> list[Any]:
    """Length, colon and text."""
    import pyarrow
    import pyarrow.compute as pc

    lengths = pc.utf8_length(part)
    return [pc.cast(lengths, pyarrow.string()), ":", part]


def _token(column: "pyarrow.Array") -> list[Any]:
    """The parts of the token of a column's values, to be joined; null where a value is."""
    import pyarrow
    import pyarrow.compute as pc

    kind = column.type
    if pyarrow.types.is_list(kind):
        return _list(column)
    if pyarrow.types.is_boolean(kind):
        return [pc.if_else(column, "t", "f")]
    if pyarrow.types.is_float64(kind):
        return ["d", column.view(pyarrow.int64()).cast(pyarrow.string()), ";"]
    if pyarrow.types.is_int64(kind):
        return ["i", column.cast(pyarrow.string()), ";"]
    return ["s", *_text(column)]


def _list(column: "pyarrow.Array") -> list[Any]:
    import pyarrow
    import pyarrow.compute as pc

    lengths = pc.list_value_length(column)
    items = column.flatten()
    tokens = pc.binary_join_element_wise(*_token(items), "")
    return ["l", lengths.cast(pyarrow.string()), ":", pc.binary_join(relisted(column, tokens), "")]


def relisted(column: "pyarrow.Array", items: "pyarrow.Array") -> "pyarrow.Array":
    """Lists as long as those of ``column``, of other ``items``; null where ``column`` is."""
    import pyarrow
    import pyarrow.compute as pc

    ends = pc.cumulative_sum(pc.list_value_length(column).fill_null(0).cast(pyarrow.int32()))
    offsets = pyarrow.concat_arrays([pyarrow.array([0], pyarrow.int32()), ends])
    return pyarrow.ListArray.from_arrays(offsets, items, mask=column.is_null())
