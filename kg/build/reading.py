"""The tables of a finished build, as streams of rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from medkg.kg.assembly.connection import add_views, connection
from medkg.kg.build.errors import OldBuildError
from medkg.kg.build.manifest import Manifest

if TYPE_CHECKING:
    import pyarrow

_ROWS = 2000
_ROWS_IN_BATCH = 20_000


def build_rows(directory: Path, query: str) -> Iterator[dict[str, Any]]:
    """The rows that the SQL ``query`` gives over the tables of the build in ``directory``, by column name.

    ``query`` is a constant of our code; the tables are those of :meth:`Manifest.tables`. Rows are fetched as
    they are asked for.

    Raises:
        NotABuildError: if ``directory`` holds no finished build.
        OldBuildError: if it lacks a table or column that ``query`` names.
    """
    with TemporaryDirectory(prefix="medkg-") as spill, connection(Path(spill)) as database:
        add_views(database, Manifest.read(directory).tables(directory))
        with _old_ones_told(directory):
            result = database.execute(query)
        names = [column[0] for column in result.description or ()]
        while rows := result.fetchmany(_ROWS):
            for row in rows:
                yield dict(zip(names, row, strict=True))


def build_batches(directory: Path, query: str) -> Iterator["pyarrow.RecordBatch"]:
    """What :func:`build_rows` gives, as Arrow batches of 20,000 rows."""
    with TemporaryDirectory(prefix="medkg-") as spill, connection(Path(spill)) as database:
        add_views(database, Manifest.read(directory).tables(directory))
        with _old_ones_told(directory):
            asked = database.sql(query)
        yield from asked.to_arrow_reader(_ROWS_IN_BATCH)


@contextmanager
def _old_ones_told(directory: Path) -> Iterator[None]:
    import duckdb

    try:
        yield
    except (duckdb.BinderException, duckdb.CatalogException) as error:
        message = (
            f"{directory} was built by an earlier release; run medkg build again, which keeps what it read"
        )
        raise OldBuildError(message) from error
