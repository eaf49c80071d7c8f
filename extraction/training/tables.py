"""Tables of a TOML file, checked against the dataclasses that they are read into."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from medkg.extraction.folds import Fold
from medkg.extraction.training.settings import LoopSettings

_WRITTEN: dict[Any, type | tuple[type, ...]] = {
    int: int,
    float: (int, float),
    str: str,
    Path: str,
    Fold: str,
    NoneType: (),
}
_WORDS = {
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    str: "a text",
    Path: "a path",
    Fold: "a fold such as 1/5",
}


def only_known(table: Mapping[str, Any], known: Iterable[str], place: str) -> None:
    """Nothing, if every key of ``table`` is ``known``.

    Raises:
        ValueError: naming ``place``, the unknown key and those allowed.
    """
    known = list(known)
    if unknown := set(table) - set(known):
        raise ValueError(f"{place}: unknown key {min(unknown)!r}; allowed: {', '.join(known)}")


def kinds_of(config: type) -> dict[str, Any]:
    """The keys that the dataclass ``config`` is read from, and what their values are: those of its ``loop``
    stand among its own.
    """
    kinds = {item.name: item.type for item in fields(config)}
    if kinds.pop("loop", None):
        kinds |= {item.name: item.type for item in fields(LoopSettings)}
    return dict(sorted(kinds.items()))


def required_of(config: type) -> list[str]:
    """The fields of the dataclass ``config`` that have no default."""
    return [
        item.name for item in fields(config) if item.default is MISSING and item.default_factory is MISSING
    ]


def check_table(
    table: Mapping[str, Any], place: str, kinds: Mapping[str, Any], required: Collection[str] = ()
) -> None:
    """Nothing, if ``table`` has the ``required`` keys and each key's value is of its kind, a type.

    Raises:
        ValueError: naming ``place``, the key, its value and what is allowed.
    """
    only_known(table, kinds, place)
    for key in required:
        if key not in table:
            raise ValueError(f"{place}: {key}, {_described(kinds[key])}, is required")
    for key, value in table.items():
        if not _fits(value, kinds[key]):
            raise ValueError(f"{place}: {key} {value!r} is not allowed; {_described(kinds[key])} is required")


@contextmanager
def naming(place: str) -> Iterator[None]:
    """What is raised about a value begins with the ``place`` that it was read from.

    Raises:
        ValueError: in place of one that names the value alone.
    """
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def _fits(value: object, kind: Any) -> bool:
    """Whether TOML gave ``value`` for something of type ``kind``; a dataclass is written as a table."""
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin in (Union, UnionType):
            return any(_fits(value, part) for part in parts)
        case origin if origin is tuple:
            return isinstance(value, list) and all(_fits(item, parts[0]) for item in value)
        case origin if origin is dict:
            return isinstance(value, dict) and all(_fits(item, parts[1]) for item in value.values())
    if kind is bool or isinstance(value, bool):
        return kind is bool and isinstance(value, bool)
    return isinstance(value, _WRITTEN.get(kind, dict))


def _described(kind: Any) -> str:
    parts = [_described(part) for part in get_args(kind) if part not in (NoneType, ...)]
    match get_origin(kind):
        case origin if origin in (Union, UnionType):
            return " or ".join(parts)
        case origin if origin is tuple:
            return f"a list ({parts[0]} each)"
        case origin if origin is dict:
            return f"a table ({parts[1]} for each key)"
    return _WORDS.get(kind, "a table")
