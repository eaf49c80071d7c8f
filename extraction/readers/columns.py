"""Which columns of a table hold what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from medkg.extraction.readers.errors import ReadError

NAMES = {
    "id": ("id", "pmid", "pubmed_id", "document_id", "doc_id", "note_id"),
    "text": (
        "text",
        "note_text",
        "note",
        "transcription",
        "abstract",
        "section_text",
        "body",
        "content",
        "report",
    ),
    "title": ("title",),
    "year": ("year",),
    "publication_types": (
        "publication_types",
        "publication_type",
        "pubtype",
        "article_type",
        "document_kind",
    ),
}
"""Names that are tried, in this order and in any case, for a column that is not given."""

PUBMED_COLUMNS = ("pmid", "pubmed_id")
"""Columns whose numbers are PubMed ids, not numbers in that table."""

LONG_CELL = 100
"""A first row with a cell of more characters is a record, not a header."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's columns; for None the names in :data:`NAMES` are tried.

    A table without a header has the names "1", "2", ... .
    """

    id: str | None = None
    text: str | None = None
    title: str | None = None
    year: str | None = None
    publication_types: str | None = None

    def find(self, role: str, names: Iterable[str]) -> str | None:
        """The name in ``names`` that plays ``role`` (one of :data:`NAMES`), or None.

        Raises:
            ReadError: if the column was given and is not there.
        """
        known = {name.strip().lower(): name for name in names}
        given: str | None = getattr(self, role)
        if given is not None:
            if given.strip().lower() not in known:
                raise ReadError(f"has no column {given!r}; it has {described_columns(known.values())}")
            return known[given.strip().lower()]
        return next((known[name] for name in NAMES[role] if name in known), None)


DEFAULT_COLUMNS = Columns()


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's fields stand: positions of columns, from 0."""

    width: int
    positions: dict[str, int] = field(default_factory=dict)
    pubmed_ids: bool = False


def layout(columns: Columns, header: Sequence[str]) -> Layout:
    """The layout of a table with ``header``.

    Raises:
        ReadError: if no column is the text.
    """
    found = {role: columns.find(role, header) for role in NAMES}
    positions = {role: list(header).index(name) for role, name in found.items() if name is not None}
    if "text" not in positions:
        tried = ", ".join(NAMES["text"])
        raise ReadError(f"has no text column: none is called {tried}; it has {described_columns(header)}")
    return Layout(len(header), positions, is_pubmed_column(found["id"]))


def layout_by_width(columns: Columns, rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a table without a header, its columns called "1", "2", ...; the widest is the text if
    none is given.
    """
    header = [str(number) for number in range(1, len(rows[0]) + 1)]
    totals = [sum(len(row[column]) for row in rows if column < len(row)) for column in range(len(header))]
    widest = header[max(range(len(header)), key=totals.__getitem__)]
    return layout(replace(columns, text=columns.text or widest), header)


def is_pubmed_column(name: str | None) -> bool:
    """Whether the ids in the column ``name`` are PubMed ids.

    >>> is_pubmed_column("PMID"), is_pubmed_column("id")
    (True, False)
    """
    return name is not None and name.strip().lower() in PUBMED_COLUMNS


def has_header(first: Sequence[str]) -> bool:
    """Whether the first row names columns."""
    return all(len(cell) <= LONG_CELL for cell in first)


def described_columns(names: Iterable[str]) -> str:
    """The first names of columns, for a message; only how many there are if none is in :data:`NAMES`, for
    they are then likely to be the text of a first record. Long names are cut.

    >>> described_columns(["pmid", "offset"]), described_columns(["Gout since May", "4"])
    ('pmid, offset', '2 columns')
    """
    listed = [name.strip() for name in names]
    if not any(name.lower() in known for name in listed for known in NAMES.values()):
        return f"{len(listed)} column{'' if len(listed) == 1 else 's'}"
    return ", ".join(name[:40] for name in listed[:12]) + (", ..." if len(listed) > 12 else "")
