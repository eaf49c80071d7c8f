"""Which columns of a table hold what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from medkg.extraction.readers.errors import ReadError

NAMES = {
    "id": ("id", "pmid", "document_id", "doc_id", "note_id"),
    "text": ("text", "note_text", "note", "transcription", "abstract", "section_text", "body", "content", "report"),
    "title": ("title",),
    "year": ("year",),
}
"""Names that are tried, in this order and in any case, for a column that is not given."""

LONG_CELL = 100
"""A first row with a cell of more characters is a record, not a header; so wide on average is the text of such a table."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns; for None the names in :data:`NAMES` are tried.

    A table without a header has the names "1", "2", ... .
    """

    id: str | None = None
    text: str | None = None
    title: str | None = None
    year: str | None = None

    def find(self, role: str, names: Iterable[str]) -> str | None:
        """The name in ``names`` that plays ``role`` (``id``, ``text``, ``title``, ``year``), or None.

        Raises:
            ReadError: if the column was given and is not there.
        """
        known = {name.strip().lower(): name for name in names}
        given: str | None = getattr(self, role)
        if given is not None:
            if given.strip().lower() not in known:
                raise ReadError(f"has no column {given!r}; it has {shown(known.values())}")
            return known[given.strip().lower()]
        return next((known[name] for name in NAMES[role] if name in known), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's fields stand: positions of columns, from 0."""

    width: int
    positions: dict[str, int] = field(default_factory=dict)


def layout(columns: Columns, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a table with ``header``, judged by its first ``rows`` where no name tells the text column.

    Raises:
        ReadError: if no column can be the text.
    """
    found = {role: columns.find(role, header) for role in NAMES}
    positions = {role: list(header).index(name) for role, name in found.items() if name is not None}
    if "text" not in positions:
        positions["text"] = _widest(header, rows)
    return Layout(len(header), positions)


def has_header(first: Sequence[str]) -> bool:
    """Whether the first row names columns."""
    return all(len(cell) <= LONG_CELL for cell in first)


def shown(names: Iterable[str]) -> str:
    """The first names of columns, for a message; long ones, which could be text, are cut."""
    listed = [name.strip()[:40] for name in names]
    return ", ".join(listed[:12]) + (", ..." if len(listed) > 12 else "")


def _widest(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    totals = [sum(len(row[column]) for row in rows if column < len(row)) for column in range(len(header))]
    best = max(range(len(header)), key=totals.__getitem__)
    if not rows or totals[best] <= LONG_CELL * len(rows):
        names = shown(header)
        raise ReadError(f"has no text column: none is called {', '.join(NAMES['text'])}; the columns are {names}")
    return best
