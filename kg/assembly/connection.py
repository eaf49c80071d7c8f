"""A DuckDB connection over the tables of a build."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MEMORY_LIMIT = "2GB"


@contextmanager
def connection(spill: Path, *, memory_limit: str = MEMORY_LIMIT) -> Iterator["DuckDBPyConnection"]:
    """A connection to an empty database in memory, which above ``memory_limit`` spills to ``spill``."""
    import duckdb

    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit,
        "temp_directory": str(spill),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(config=config) as opened:
        yield opened


def add_views(database: "DuckDBPyConnection", tables: Mapping[str, Sequence[Path]]) -> None:
    """Make each of ``tables`` readable by its name; its files are read as one table."""
    for name, files in tables.items():
        database.from_parquet([literal(file) for file in files]).create_view(name)


def literal(path: Path) -> str:
    """``path`` as a glob pattern of DuckDB that matches only itself.

    >>> literal(Path("a[1].parquet"))
    'a[[]1].parquet'
    """
    return re.sub(r"[*?\[]", r"[\g<0>]", str(path))
