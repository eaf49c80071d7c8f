"""Rows of a table that are kept as they are measured, so that a killed benchmark goes on."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from medkg.extraction.writers.atomic import replacing

Row = Mapping[str, float]


class Rows:
    """The rows in the JSON file ``path``, by their names."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, Row] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    def measured(self, name: str, measure: Callable[[], Row]) -> Row:
        """The row ``name``: that of the file, or what ``measure`` gives, which is written to it."""
        if name not in self._rows:
            self._rows[name] = dict(measure())
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as file:
                file.write(json.dumps(self._rows, indent=1).encode())
        return self._rows[name]


def markdown(head: str, rows: Mapping[str, Row], columns: Sequence[str]) -> str:
    """A table of percentages; a cell without a value is left empty.

    >>> print(markdown("model", {"base": {"F1": 0.875}}, ["F1"]), end="")
    | model | F1 |
    |---|---|
    | base | 87.5 |
    """
    lines = [[head, *columns], ["---"] * (1 + len(columns))]
    for name, row in rows.items():
        lines.append([name, *(f"{100 * row[column]:.1f}" if column in row else "" for column in columns)])
    first, rule, *rest = lines
    told = ["| " + " | ".join(first) + " |", "|" + "|".join(rule) + "|"]
    return "\n".join([*told, *("| " + " | ".join(line) + " |" for line in rest)]) + "\n"
