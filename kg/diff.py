"""What changed between two builds: facts gained and lost, belief moved, and by which documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from medkg.kg.assembly.connection import add_views, connection
from medkg.kg.build.manifest import Manifest

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOVED = 0.01
"""How far belief must move to be told."""

_ROWS = 2000
_DIFFERENCES = """
WITH named AS (
    SELECT id, name FROM new_concepts
    UNION ALL SELECT id, name FROM old_concepts WHERE id NOT IN (SELECT id FROM new_concepts)
), facts AS (
    SELECT coalesce(o.key, n.key) AS key, coalesce(o.subject, n.subject) AS subject,
        coalesce(o.predicate, n.predicate) AS predicate, coalesce(o.object, n.object) AS object,
        o.belief AS before, n.belief AS after
    FROM old_facts o FULL JOIN new_facts n ON n.key = o.key
    WHERE o.key IS NULL OR n.key IS NULL OR abs(n.belief - o.belief) >= $moved
), sources AS (
    SELECT key, coalesce(document, reference) AS source,
        concat_ws(' ', id, score, retracted, document_kind) AS piece, 'old' AS build
    FROM old_evidence
    UNION ALL
    SELECT key, coalesce(document, reference), concat_ws(' ', id, score, retracted, document_kind), 'new'
    FROM new_evidence
), moved AS (
    SELECT key, source FROM (
        SELECT key, source, piece FROM sources GROUP BY ALL HAVING count(DISTINCT build) = 1
    ) GROUP BY ALL
), causes AS (
    SELECT key, list(source ORDER BY source) AS documents FROM moved WHERE source IS NOT NULL GROUP BY key
)
SELECT f.key, f.subject, s.name, f.predicate, f.object, t.name, f.before, f.after, coalesce(c.documents, [])
FROM facts f LEFT JOIN named s ON s.id = f.subject LEFT JOIN named t ON t.id = f.object
LEFT JOIN causes c ON c.key = f.key
ORDER BY abs(coalesce(f.after, 0) - coalesce(f.before, 0)) DESC, f.key
"""


_KINDS = """
SELECT DISTINCT n.document, o.document_kind AS before, n.document_kind AS after
FROM old_evidence o JOIN new_evidence n USING (document)
WHERE o.document_kind <> n.document_kind ORDER BY n.document
"""


@dataclass(frozen=True, slots=True)
class KindChange:
    """A document that both builds have evidence of, as another kind of document (such as ``trial``)."""

    document: str
    before: str
    after: str


class Change(StrEnum):
    """What happened to a fact."""

    GAINED = "gained"
    LOST = "lost"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs: belief ``before`` (None: it was not there) and ``after`` (None: it is gone).

    ``documents`` are those (or the references of curated rows) whose evidence for or against it came, went or
    changed, be it only because they count as another kind of document.
    """

    key: str
    subject: str
    subject_name: str
    predicate: str
    object: str
    object_name: str
    before: float | None
    after: float | None
    documents: tuple[str, ...]

    @property
    def change(self) -> Change:
        """Whether it was gained, lost or moved."""
        if self.before is None:
            return Change.GAINED
        return Change.LOST if self.after is None else Change.MOVED


def differences(old: Path, new: Path, *, moved: float = MOVED) -> Iterator[FactChange]:
    """The facts in which the builds in ``old`` and ``new`` differ, the largest change of belief first.

    Raises:
        NotABuildError: if one of them holds no finished build.
    """
    with _both(old, new) as database:
        result = database.execute(_DIFFERENCES, {"moved": moved})
        while rows := result.fetchmany(_ROWS):
            for row in rows:
                key, subject, subject_name, predicate, object, object_name, before, after, documents = row
                yield FactChange(
                    key=key,
                    subject=subject,
                    subject_name=subject_name,
                    predicate=predicate,
                    object=object,
                    object_name=object_name,
                    before=before,
                    after=after,
                    documents=tuple(documents),
                )


def kind_changes(old: Path, new: Path) -> list[KindChange]:
    """The documents that the builds in ``old`` and ``new`` take for different kinds.

    Raises:
        NotABuildError: if one of them holds no finished build.
    """
    with _both(old, new) as database:
        return [KindChange(*row) for row in database.execute(_KINDS).fetchall()]


@contextmanager
def _both(old: Path, new: Path) -> Iterator["DuckDBPyConnection"]:
    """The tables of facts of two builds, their names after ``old_`` and ``new_``."""
    builds = {"old": Manifest.read(old).tables(old), "new": Manifest.read(new).tables(new)}
    with TemporaryDirectory(prefix="medkg-") as spill, connection(Path(spill)) as database:
        for prefix, tables in builds.items():
            wanted = {name: tables[name] for name in ("facts", "evidence", "concepts")}
            add_views(database, {f"{prefix}_{name}": files for name, files in wanted.items()})
        yield database
