"""What a command answers, as a table or as JSON."""

import dataclasses
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any

from medkg.kg.cli.console import stdout
from medkg.kg.cli.text import escaped_json
from medkg.kg.plain_text import plain
from medkg.linking.curie import Curie


def print_json(value: object) -> None:
    """Print ``value`` as one indented JSON document."""
    print(escaped_json(json.dumps(jsonable(value), ensure_ascii=False, indent=2)))


def jsonable(value: object) -> Any:
    """``value`` in JSON's own types: dataclasses as objects, CURIEs as strings, sets sorted.

    Numbers that JSON lacks (NaN, infinities) become null; whatever else is unknown becomes its string.
    """
    if isinstance(value, Enum):
        return jsonable(value.value)
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Curie | Path | date):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: jsonable(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(jsonable(key)): jsonable(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((jsonable(item) for item in value), key=str)
    if isinstance(value, list | tuple):
        return [jsonable(item) for item in value]
    return str(value)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str | None = None
) -> None:
    """Print ``rows`` under ``columns``; numbers to the right, every cell made safe."""
    from rich.table import Table
    from rich.text import Text

    held = [list(row) for row in rows]
    table = Table(title=None if title is None else Text(plain(title)), title_justify="left")
    for index, column in enumerate(columns):
        numbers = bool(held) and all(_is_number(row[index]) for row in held)
        table.add_column(Text(plain(column)), justify="right" if numbers else "left", overflow="fold")
    for row in held:
        table.add_row(*(Text(cell(value)) for value in row))
    stdout().print(table)


def print_text(text: str, *, style: str = "") -> None:
    """Print one line of made-safe ``text`` in a Rich ``style``."""
    from rich.text import Text

    stdout().print(Text(plain(text), style=style))


def cell(value: object) -> str:
    """``value`` as the text of a table cell."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, str):
        return plain(value)
    plainest = jsonable(value)
    return plain(plainest if isinstance(plainest, str) else json.dumps(plainest, ensure_ascii=False))


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))
