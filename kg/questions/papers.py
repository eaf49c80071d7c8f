"""The papers behind a fact, one a row, as reviews list them."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from medkg.kg.plain_text import plain
from medkg.kg.questions.answers import EvidenceAnswer
from medkg.kg.questions.store import ReadableStore
from medkg.kg.questions.why import why


@dataclass(frozen=True, slots=True)
class PaperRow:
    """What ``document`` says of a fact: how many ``sentences``, their polarities (such as ``affirmed``,
    several joined by a slash), and the ``sentence`` with the best ``score``. A curated table's row has its
    reference as document and no sentence, and is a row for each document that it names; where that document
    was read too, both are one row, told by the best sentence.
    """

    document: str
    year: int | None
    title: str
    source: str
    document_kind: str
    polarity: str
    sentences: int
    score: float
    retracted: bool
    sentence: str


def evidence_table(
    store: ReadableStore, subject: str, predicate: str, object: str, *, year: int | None = None
) -> tuple[PaperRow, ...]:
    """A row for each paper for or against a fact, the newest first; ``year`` asks as of then.

    Raises:
        UnknownConceptError: if no concept has a name.
        AmbiguousConceptError: if several have it.
        UnknownPredicateError: if there is no such predicate.
        UnknownFactError: if the graph does not hold the fact.
    """
    papers: dict[str, list[EvidenceAnswer]] = defaultdict(list)
    for piece in why(store, subject, predicate, object, year=year).evidence:
        for paper in _papers(piece):
            papers[paper].append(piece)
    rows = [_row(document, pieces) for document, pieces in papers.items()]
    return tuple(sorted(rows, key=lambda row: (-(row.year or 0), row.document)))


def as_csv(rows: Iterable[PaperRow]) -> str:
    """``rows`` as CSV (RFC 4180), each on one line, without control characters.

    An apostrophe stands before what a spreadsheet would take for a formula.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(_columns())
    writer.writerows([_harmless(cell) for cell in astuple(row)] for row in rows)
    return file.getvalue()


def as_markdown(rows: Iterable[PaperRow]) -> str:
    """``rows`` as a table of GitHub's Markdown."""
    lines = [_columns(), ["---"] * len(_columns())]
    lines += [["" if cell is None else _flat(str(cell)) for cell in astuple(row)] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _columns() -> list[str]:
    return [field.name for field in fields(PaperRow)]


def _papers(piece: EvidenceAnswer) -> list[str]:
    """The document of ``piece``, or those that its reference names, several parted by ``;``."""
    names = piece.document or piece.reference
    return list(dict.fromkeys(name.strip() for name in names.split(";") if name.strip())) or [names]


def _row(document: str, pieces: Sequence[EvidenceAnswer]) -> PaperRow:
    texts = [piece for piece in pieces if piece.kind == "text"]
    best = max(texts or pieces, key=lambda piece: piece.score)
    return PaperRow(
        document=document,
        year=next((piece.year for piece in pieces if piece.year is not None), None),
        title=best.title,
        source=best.source or best.kind,
        document_kind=best.document_kind,
        polarity="/".join(sorted({piece.polarity for piece in pieces})),
        sentences=len(texts),
        score=best.score,
        retracted=any(piece.retracted for piece in pieces),
        sentence=best.sentence,
    )


def _harmless(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    text = plain(cell)
    return f"'{text}" if text.lstrip().startswith(tuple("=+-@")) else text


def _flat(text: str) -> str:
    return " ".join(plain(text).split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
