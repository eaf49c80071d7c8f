"""All tables of facts from all tables of annotations."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from medkg.kg.assembly.concepts import make_concepts
from medkg.kg.assembly.connection import add_views, connection
from medkg.kg.assembly.evidence import make_evidence
from medkg.kg.assembly.facts import make_facts

VERSION = "8"

_OUTPUTS = {
    "concepts": "SELECT * FROM concepts ORDER BY id",
    "evidence": "SELECT * FROM evidence ORDER BY id",
    "facts": "SELECT * FROM facts ORDER BY key",
    "dropped": """
        SELECT predicate, dropped AS reason, count(*) AS relations FROM candidates
        WHERE dropped IS NOT NULL GROUP BY ALL ORDER BY ALL
    """,
}


def assemble(tables: Mapping[str, Sequence[Path]], folder: Path, *, curated: str, spill: Path) -> None:
    """Write ``concepts``, ``evidence``, ``facts`` and ``dropped`` as Parquet files into ``folder``.

    ``tables`` gives the files of the views that :func:`medkg.kg.assembly.evidence.make_evidence` needs.
    Rows are ordered by their keys, so that equal input gives equal tables.
    """
    with connection(spill) as database:
        add_views(database, tables)
        make_evidence(database, curated=curated)
        make_facts(database)
        make_concepts(database)
        for name, query in _OUTPUTS.items():
            database.sql(query).write_parquet(str(folder / f"{name}.parquet"), compression="zstd")
