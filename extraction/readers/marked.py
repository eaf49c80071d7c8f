"""Texts with their mentions and relations marked in place, a form that people can write and read.

``=== ID`` (what follows a ``|`` is a remark) begins a document, ``# `` its title, ``---`` its relations, one
a line. A mention is ``[words|Type]``, or ``[words|Type|name]`` where it names the same as other words do. A
relation is ``PREDICATE: head > tail`` over names; before the predicate ``not`` says that the text denies it,
``maybe`` that it doubts it, and ``?`` leaves open whether the text says it. Example::

    === letter-1 | clinic letter
    Continue [ramipril|Drug] for [HTN|Disease|hypertension]; no [cough|Symptom].
    ---
    TREATS: ramipril > hypertension
    not CAUSES: ramipril > cough
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import decoded_lines
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source
from medkg.extraction.relation import Relation, sentences_of
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span

_HEADER = re.compile(r"===\s*([^\s|]+)\s*(?:\|.*)?")
_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Za-z_]+)(?:\|([^\[\]|]+))?\]")
_RELATION = re.compile(r"(not |maybe |\?\s?)?([A-Za-z_:]+): (.+?) > (.+)")
_POLARITIES = {"not": Polarity.NEGATED, "maybe": Polarity.POSSIBLE}


def read_marked(source: Source) -> Iterator[AnnotatedDocument | Failure]:
    """The documents of a file of marked texts; one that is malformed costs itself alone.

    The mentions of one name have it as their identifier. A relation joins the closest mentions of its two
    names; its evidence is their sentences. The type of a relation that is left open ends in ``?``.
    """
    with source.open() as stream:
        for number, block in enumerate(_blocks(decoded_lines(stream)), 1):
            try:
                yield _annotated(block, source.name)
            except ValueError as error:
                header = _HEADER.fullmatch(block[0])
                yield Failure(header[1] if header else f"{source.name}#{number}", "read", str(error))


def _blocks(lines: Iterator[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (line.rstrip() for line in lines):
        if line.startswith("===") and block:
            yield block
            block = []
        if block or line:
            block.append(line)
    if block:
        yield block


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    type: str
    name: str


def _annotated(block: Sequence[str], source: str) -> AnnotatedDocument:
    header = _HEADER.fullmatch(block[0])
    if header is None:
        raise ReadError("a document begins with a line === ID")
    border = block.index("---") if "---" in block else len(block)
    lines = "\n".join(block[1:border]).strip("\n").split("\n")
    titled = lines[0].startswith("# ")
    text, marks = _unmarked("\n".join(lines).removeprefix("# "))
    if not text.strip():
        raise ReadError("a document has no text")
    document = Document(header[1], text, title=text.split("\n")[0] if titled else "", source=source)
    mentions = tuple(document.mention(mark.span, mark.type, identifiers=(mark.name,)) for mark in marks)
    sentences = tuple(split_sentences(text))
    return AnnotatedDocument(
        document,
        mentions=mentions,
        relations=tuple(_relation(line, mentions, sentences) for line in block[border + 1 :] if line.strip()),
        sentences=sentences,
    )


def _unmarked(marked: str) -> tuple[str, list[_Mark]]:
    text, marks, place = "", list[_Mark](), 0
    for match in _MARK.finditer(marked):
        text += marked[place : match.start()]
        marks.append(_Mark(Span(len(text), len(text) + len(match[1])), match[2], _name(match[3] or match[1])))
        text += match[1]
        place = match.end()
    text += marked[place:]
    if found := re.search(r"[\[\]]", text):
        raise ReadError(f"a bracket at character {found.start()} belongs to no mark [words|Type]")
    return text, marks


def _name(words: str) -> str:
    return " ".join(words.lower().split())


def _relation(line: str, mentions: Sequence[Mention], sentences: Sequence[Span]) -> Relation:
    match = _RELATION.fullmatch(line.strip())
    if match is None:
        raise ReadError("a relation is a line PREDICATE: head > tail")
    doubt = (match[1] or "").strip()
    pairs = [
        (head, tail)
        for head in _named(match[3], mentions)
        for tail in _named(match[4], mentions)
        if head != tail
    ]
    if not pairs:
        raise ReadError(f"a relation {match[2]} joins a mention with itself")
    head, tail = min(pairs, key=lambda pair: abs(pair[0].span.start - pair[1].span.start))
    return Relation(
        head,
        tail,
        f"{match[2]}?" if doubt == "?" else match[2],
        1.0,
        sentences_of(head, tail, sentences),
        polarity=_POLARITIES.get(doubt, Polarity.AFFIRMED),
    )


def _named(name: str, mentions: Sequence[Mention]) -> list[Mention]:
    if found := [mention for mention in mentions if mention.identifiers == (_name(name),)]:
        return found
    raise ReadError("a relation names something that no mention of its document does")
