"""Checks the properties of rows and writes them as canonical text.

Most rows of one label or type have the same names with values of the same types: a shape. What it settles is
settled once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from medkg.graph_db.loading.digest import name_token, token_writer
from medkg.graph_db.loading.properties import check_declared, check_properties, is_plain
from medkg.graph_db.schema import Kind, Properties

_MOST = 1000
_SETTLED = (str, bool)


@dataclass(frozen=True, slots=True)
class _Shape:
    """The properties by name with what writes them, and those whose types do not settle that values are
    allowed.
    """

    tokens: tuple[tuple[str, str, Callable[[Any], str]], ...]
    unsettled: tuple[tuple[str, Kind | None], ...]


class Shapes:
    """The shapes of the rows of one label or type, of which ``declared`` properties are allowed (None: any)
    but for the ``reserved`` one.
    """

    def __init__(self, *, reserved: str, declared: Properties | None) -> None:
        self._reserved, self._declared = reserved, declared
        self._known: dict[tuple[Any, ...], _Shape] = {}

    def canonical(self, properties: Mapping[str, Any], *, place: Callable[[], str]) -> str:
        """The canonical text of the properties of a row at ``place``.

        Raises:
            InvalidRow: for properties that are not allowed.
        """
        names = (*properties, *map(type, properties.values()))
        shape = self._known.get(names)
        if shape is None:
            self._check(properties, place())
            shape = self._remember(names, properties)
        for name, kind in shape.unsettled:
            if not is_plain(properties[name], kind):
                self._check(properties, place())
        return "".join([token + write(properties[name]) for name, token, write in shape.tokens])

    def _check(self, properties: Mapping[str, Any], place: str) -> None:
        check_properties(properties, reserved=self._reserved, place=place)
        check_declared(properties, self._declared, place=place)

    def _remember(self, names: tuple[Any, ...], properties: Mapping[str, Any]) -> _Shape:
        kinds = {name: type(properties[name]) for name in sorted(properties)}
        tokens = tuple((name, name_token(name), token_writer(kind)) for name, kind in kinds.items())
        declared = self._declared or {}
        unsettled = tuple((name, declared.get(name)) for name, kind in kinds.items() if kind not in _SETTLED)
        if len(self._known) >= _MOST:
            self._known.clear()
        shape = self._known[names] = _Shape(tokens, unsettled)
        return shape
