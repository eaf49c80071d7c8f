"""What a property may be: the values that Neo4j keeps exactly."""

import math
from collections.abc import Mapping
from typing import Any

from medkg.graph_db.errors import InvalidRow
from medkg.graph_db.loading.bookkeeping import is_bookkeeping
from medkg.graph_db.schema import Kind, Properties

LONGEST_ID = 8000
"""Bytes of UTF-8; Neo4j's index takes keys of little more."""

_SHORT = LONGEST_ID // 4
_ALLOWED = "str, int of 64 bits, finite float, bool, or a list of only str, only int or only float"
_SMALLEST, _LARGEST = -(2**63), 2**63 - 1


def check_identifier(identifier: object, *, place: str) -> None:
    """Refuses an id or key that is no text of 1 to :data:`LONGEST_ID` bytes.

    Raises:
        InvalidRow: naming the place.
    """
    if not isinstance(identifier, str) or not identifier:
        raise InvalidRow(f"{place}: an id or key must be a text that is not empty, not {identifier!r}")
    if len(identifier) > _SHORT and len(identifier.encode(errors="replace")) > LONGEST_ID:
        raise InvalidRow(f"{place[:200]}...: an id or key has at most {LONGEST_ID} bytes")


def is_short(identifier: object) -> bool:
    """Whether ``identifier`` is a text that is neither empty nor near the longest one."""
    return type(identifier) is str and 0 < len(identifier) <= _SHORT


def check_properties(properties: Mapping[str, Any], *, reserved: str, place: str) -> None:
    """Refuses names that are empty, ``reserved`` or begin with an underscore, and values that Neo4j cannot
    keep.

    Raises:
        InvalidRow: naming the place and the property (never the value, which may be a document's text).
    """
    for name, value in properties.items():
        if not isinstance(name, str) or not name or "\0" in name or is_bookkeeping(name):
            raise InvalidRow(f"{place}: {name!r} is no property name; it may not be empty nor begin with '_'")
        if name == reserved:
            raise InvalidRow(f"{place}: {name!r} is given by the row itself and may not be a property")
        _check_value(value, f"{place}: property {name!r}")


def check_declared(properties: Mapping[str, Any], declared: Properties | None, *, place: str) -> None:
    """Refuses properties that are not ``declared``, or of another kind; None declares any.

    Raises:
        InvalidRow: naming the place and the property (never the value).
    """
    if declared is None:
        return
    for name, value in properties.items():
        kind = declared.get(name)
        if kind is None:
            allowed = ", ".join(sorted(declared))
            raise InvalidRow(f"{place}: the schema has no property {name!r} there; allowed: {allowed}")
        if not _is(value, kind):
            raise InvalidRow(f"{place}: property {name!r} is {type(value).__name__}; {kind} is declared")


def is_plain(value: object, kind: Kind | None) -> bool:
    """Whether ``value`` is seen at once to be allowed where ``kind`` is declared (None: where any is); of
    what is not, :func:`check_properties` and :func:`check_declared` tell.
    """
    if isinstance(value, list):
        return kind in (None, Kind.TEXTS) and all(type(item) is str for item in value)
    if isinstance(value, int):
        return _SMALLEST <= value <= _LARGEST
    return isinstance(value, float) and math.isfinite(value)


_SCALARS = {Kind.TEXT: str, Kind.INTEGER: int, Kind.NUMBER: float, Kind.FLAG: bool}
_LISTS = {Kind.TEXTS: str, Kind.INTEGERS: int, Kind.NUMBERS: float}


def _is(value: object, kind: Kind) -> bool:
    if kind in _SCALARS:
        return type(value) is _SCALARS[kind]
    return isinstance(value, list) and all(type(item) is _LISTS[kind] for item in value)


def _check_value(value: object, place: str) -> None:
    if not isinstance(value, list):
        return _check_scalar(value, place)
    kinds = {type(item) for item in value}
    if len(kinds) > 1 or not kinds <= {str, int, float}:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise InvalidRow(f"{place} is a list of {names}; allowed: {_ALLOWED}")
    for item in value:
        _check_scalar(item, place)


def _check_scalar(value: object, place: str) -> None:
    kind = type(value)
    if kind is str or kind is bool:
        return
    if isinstance(value, int) and kind is int:
        if not _SMALLEST <= value <= _LARGEST:
            raise InvalidRow(f"{place} is an integer of more than 64 bits; allowed: {_ALLOWED}")
    elif isinstance(value, float) and kind is float:
        if not math.isfinite(value):
            raise InvalidRow(f"{place} is {value}; allowed: {_ALLOWED}")
    else:
        raise InvalidRow(f"{place} is of type {kind.__name__}; allowed: {_ALLOWED}")
