"""The counts of a finished build."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.kg.assembly.connection import add_views, connection
from medkg.kg.build.manifest import Manifest
from medkg.kg.build.report import BuildReport, Counts, FailureCount

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_COUNTS = """
SELECT
    (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences),
    (SELECT count(DISTINCT (document, mention)) FROM links WHERE NOT nil),
    (SELECT count(*) FROM links WHERE nil),
    (SELECT count(*) FROM concepts), (SELECT count(*) FROM evidence WHERE kind = 'text'),
    (SELECT count(*) FROM evidence WHERE kind = 'curated')
"""
_MENTIONS = "SELECT type, count(*) FROM mentions GROUP BY type ORDER BY type"
_EDGES = "SELECT predicate, count(*) FROM facts GROUP BY predicate ORDER BY predicate"
_DROPPED = "SELECT reason, CAST(sum(relations) AS BIGINT) FROM dropped GROUP BY reason ORDER BY reason"
_FAILURES = "SELECT stage, error, count(*) FROM failures GROUP BY ALL ORDER BY stage, count(*) DESC, error"


@dataclass(frozen=True, slots=True)
class Run:
    """How one run of a build went; ``documents`` were extracted in it."""

    shards_made: int
    shards_kept: int
    documents: int
    seconds: float
    peak_memory_mb: float


def report(directory: Path, manifest: Manifest, run: Run, *, spill: Path) -> BuildReport:
    """The report of the build in ``directory`` after ``run``."""
    tables: Mapping[str, list[Path]] = manifest.tables(directory)
    with connection(spill) as database:
        add_views(database, tables)
        [(documents, sentences, links, nils, concepts, evidence, curated)] = database.execute(
            _COUNTS
        ).fetchall()
        return BuildReport(
            documents=documents,
            sentences=sentences,
            mentions=_pairs(database, _MENTIONS),
            links=links,
            nils=nils,
            concepts=concepts,
            evidence=evidence,
            curated=curated,
            edges=_pairs(database, _EDGES),
            dropped=_pairs(database, _DROPPED),
            failures=tuple(FailureCount(*row) for row in database.execute(_FAILURES).fetchall()),
            shards_made=run.shards_made,
            shards_kept=run.shards_kept,
            seconds=run.seconds,
            documents_per_second=run.documents / run.seconds if run.seconds else 0.0,
            peak_memory_mb=run.peak_memory_mb,
        )


def _pairs(database: "DuckDBPyConnection", query: str) -> Counts:
    return tuple((name, count) for name, count in database.execute(query).fetchall())
