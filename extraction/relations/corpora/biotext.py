"""BioText disease-treatment sentences (Rosario and Hearst, 2004).

One sentence a line with inline tags, then ``||`` and its class:
``<TREAT> x </TREAT> cures <DIS> y </DIS>||TREAT_FOR_DIS``.
Tags may carry the class (``DIS_PREV``, ``TREAT_SIDE_EFF``).
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

_TAG = re.compile(r"<(/?)((?:DIS|TREAT)[A-Z_]*)>")
_RELATIONS = {"TREAT_FOR_DIS": "TREATS", "PREVENT": "PREVENTS", "SIDE_EFF": "CAUSES"}
_NO_RELATION = frozenset({"DISONLY", "TREATONLY", "NONE", "TREAT_NO_FOR_DIS"})


def read_biotext(path: Path) -> Iterator[AnnotatedDocument]:
    """The sentences that name both a disease and a treatment, as documents ``biotext#LINE``.

    Treatments are of type Treatment. Every treatment of a sentence stands in the sentence's relation to every
    disease; a class that is no predicate (``TO_SEE``, ``VAGUE``) is kept as the relation's type.
    """
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            sentence, bars, label = line.rstrip("\n").rpartition("||")
            if bars and "<DIS" in sentence and "<TREAT" in sentence:
                yield _annotated(f"biotext#{number}", sentence, label.strip(), path.name)


def _annotated(id: str, sentence: str, label: str, source: str) -> AnnotatedDocument:
    text, tagged = _untagged(sentence.strip())
    document = Document(id=id, text=text, source=source)
    mentions = tuple(
        document.mention(span, "Disease" if tag.startswith("DIS") else "Treatment") for span, tag in tagged
    )
    return AnnotatedDocument(
        document, mentions, () if label in _NO_RELATION else _relations(document, mentions, label)
    )


def _relations(document: Document, mentions: tuple[Mention, ...], label: str) -> tuple[Relation, ...]:
    whole = (Span(0, len(document.text)),)
    return tuple(
        Relation(head, tail, _RELATIONS.get(label, label), 1.0, whole)
        for head in mentions
        for tail in mentions
        if head.type == "Treatment" and tail.type == "Disease"
    )


def _untagged(sentence: str) -> tuple[str, list[tuple[Span, str]]]:
    """The sentence without tags, and the spans that were tagged; a tag that is never closed is dropped."""
    text, found, position = "", [], 0
    opened: list[tuple[int, str]] = []
    for match in _TAG.finditer(sentence):
        text += sentence[position : match.start()]
        position = match.end()
        if not match[1]:
            opened.append((len(text), match[2]))
        elif opened:
            start, tag = opened.pop()
            if span := _trimmed(text, start):
                found.append((span, tag))
    return text + sentence[position:], found


def _trimmed(text: str, start: int) -> Span | None:
    inner = text[start:]
    first = start + len(inner) - len(inner.lstrip())
    last = len(text.rstrip())
    return Span(first, last) if first < last else None
