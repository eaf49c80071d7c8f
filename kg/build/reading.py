"""The tables of a finished build, as streams of rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from medkg.kg.assembly.connection import add_views, connection
from medkg.kg.build.errors import OldBuildError, ReplacedBuildError
from medkg.kg.build.manifest import Manifest

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

_ROWS = 2000
_ROWS_IN_BATCH = 20_000


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """The finished build in ``directory`` that ``manifest`` tells of.

    All that is asked of it comes from that one build. When a later one has taken its place, what is asked
    raises :class:`ReplacedBuildError`.
    """

    directory: Path
    manifest: Manifest

    @classmethod
    def of(cls, build: "Path | FinishedBuild") -> "FinishedBuild":
        """``build`` itself, or what is there now where it is a directory.

        Raises:
            NotABuildError: if the directory holds no finished build.
        """
        return build if isinstance(build, FinishedBuild) else cls(build, Manifest.read(build))

    def rows(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows that the SQL ``query`` gives over the build's tables, by column name.

        ``query`` is a constant of our code; the tables are those of :meth:`Manifest.tables`. Rows are fetched
        as they are asked for.

        Raises:
            OldBuildError: if the build lacks a table or column that ``query`` names.
            ReplacedBuildError: if its files are gone.
        """
        with self._opened() as database:
            with self._old_ones_told():
                result = database.execute(query)
            names = [column[0] for column in result.description or ()]
            while rows := result.fetchmany(_ROWS):
                for row in rows:
                    yield dict(zip(names, row, strict=True))

    def batches(self, query: str) -> Iterator["pyarrow.RecordBatch"]:
        """What :meth:`rows` gives, as Arrow batches of 20,000 rows."""
        with self._opened() as database:
            with self._old_ones_told():
                asked = database.sql(query)
            yield from asked.to_arrow_reader(_ROWS_IN_BATCH)

    @contextmanager
    def _opened(self) -> Iterator["DuckDBPyConnection"]:
        """A connection over the tables; an error while their files are gone tells that they are."""
        tables = self.manifest.tables(self.directory)
        try:
            with TemporaryDirectory(prefix="medkg-") as spill, connection(Path(spill)) as database:
                add_views(database, tables)
                yield database
        except Exception as error:
            if all(file.exists() for files in tables.values() for file in files):
                raise
            message = f"files of the build in {self.directory} are gone; if it was made anew, run this again"
            raise ReplacedBuildError(message) from error

    @contextmanager
    def _old_ones_told(self) -> Iterator[None]:
        import duckdb

        try:
            yield
        except (duckdb.BinderException, duckdb.CatalogException) as error:
            message = (
                f"{self.directory} was built by an earlier release; "
                "run medkg build again, which keeps what it read"
            )
            raise OldBuildError(message) from error


def build_rows(directory: Path, query: str) -> Iterator[dict[str, Any]]:
    """What :meth:`FinishedBuild.rows` gives for the build that is in ``directory`` now.

    Raises:
        NotABuildError: if ``directory`` holds no finished build.
    """
    return FinishedBuild.of(directory).rows(query)
