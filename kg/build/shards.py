"""Shards: folders of Parquet tables, named by their stage and a hash of what they were made from."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from medkg.kg.build.atomic import whole_folder
from medkg.kg.build.document_rows import Row
from medkg.kg.build.tables import Columns, arrow_schema

_ROW_GROUP = 20_000


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of the build in ``directory``."""

    directory: Path

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self.directory / "shards"

    def path(self, shard: str) -> Path:
        """The folder of ``shard``."""
        return self.folder / shard

    def has(self, shard: str) -> bool:
        """Whether ``shard`` has been written, whole."""
        return self.path(shard).is_dir()

    def write(self, shard: str, schema: Mapping[str, Columns], rows: Mapping[str, Iterable[Row]]) -> None:
        """Write the tables of ``schema`` with ``rows`` as ``shard``, one table after the other."""
        with whole_folder(self.path(shard)) as folder:
            for name, columns in schema.items():
                _write_table(folder / f"{name}.parquet", columns, rows[name])

    def rows(self, shard: str, table: str) -> list[dict[str, Any]]:
        """All rows of ``table`` in ``shard``."""
        import pyarrow.parquet

        path = self.path(shard) / f"{table}.parquet"
        read: list[dict[str, Any]] = pyarrow.parquet.ParquetFile(path).read().to_pylist()
        return read

    def column(self, shard: str, table: str, name: str) -> list[Any]:
        """The values of the column ``name`` of ``table`` in ``shard``."""
        import pyarrow.parquet

        path = self.path(shard) / f"{table}.parquet"
        values: list[Any] = pyarrow.parquet.ParquetFile(path).read([name]).column(0).to_pylist()
        return values

    def count(self, shard: str, table: str) -> int:
        """How many rows ``table`` in ``shard`` has."""
        import pyarrow.parquet

        count: int = pyarrow.parquet.ParquetFile(self.path(shard) / f"{table}.parquet").metadata.num_rows
        return count

    def files(self, shards: Iterable[str], table: str) -> list[Path]:
        """The files of ``table`` in ``shards``."""
        return [self.path(shard) / f"{table}.parquet" for shard in shards]

    def remove_others(self, keep: Iterable[str]) -> None:
        """Remove everything but the shards to ``keep``."""
        kept = set(keep)
        for path in self._entries():
            if path.name not in kept:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _entries(self) -> Iterator[Path]:
        return iter(sorted(self.folder.iterdir())) if self.folder.is_dir() else iter(())


def _write_table(path: Path, columns: Columns, rows: Iterable[Row]) -> None:
    import pyarrow
    import pyarrow.parquet

    schema = arrow_schema(columns)
    left = iter(rows)
    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(left, _ROW_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
