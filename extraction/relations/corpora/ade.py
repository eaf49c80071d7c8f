"""ADE corpus, drugs and adverse effects (Gurulingappa et al., 2012).

A pair a line: ``PMID|sentence|effect|start|end|drug|start|end``.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

_COLUMNS = 8


def read_ade(path: Path) -> Iterator[AnnotatedDocument]:
    """The sentences of ``DRUG-AE.rel`` as documents ``PMID:NUMBER#LINE``, with CAUSES relations.

    The offsets of the file count a document that is not given, so words are found again in the sentence.
    Pairs of a drug and an effect of one sentence that no line lists are unrelated.

    Raises:
        ValueError: for a line without eight columns, naming it.
    """
    with path.open(encoding="utf-8", errors="replace") as lines:
        rows = [_row(line, number, path) for number, line in enumerate(lines, 1) if line.strip()]
    for (pmid, sentence), group in groupby(rows, key=lambda row: (row[0], row[1])):
        pairs = list(group)
        item = _annotated(Document(f"PMID:{pmid}#{pairs[0][4]}", sentence, source=path.name), pairs)
        if item.relations:
            yield item


def _row(line: str, number: int, path: Path) -> tuple[str, str, str, str, int]:
    columns = line.rstrip("\n").split("|")
    if len(columns) != _COLUMNS:
        raise ValueError(f"{path.name}:{number} has {len(columns)} columns; {_COLUMNS} are required")
    return columns[0], columns[1], columns[5], columns[2], number


def _annotated(document: Document, rows: list[tuple[str, str, str, str, int]]) -> AnnotatedDocument:
    found: dict[tuple[str, str], Mention] = {}
    for _, _, drug, effect, _ in rows:
        for words, type in ((drug, "Drug"), (effect, "Disease")):
            start = document.text.find(words)
            if words and start >= 0:
                found.setdefault((words, type), document.mention(Span(start, start + len(words)), type))
    pairs = [(found.get((row[2], "Drug")), found.get((row[3], "Disease"))) for row in rows]
    whole = (Span(0, len(document.text)),)
    relations = tuple(Relation(head, tail, "CAUSES", 1.0, whole) for head, tail in pairs if head and tail)
    return AnnotatedDocument(document, tuple(found.values()), relations)
