"""BRAT stand-off annotations: a ``.txt`` and an ``.ann`` file for each document
(brat.nlplab.org/standoff.html).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Polarity
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import decoded, same_words
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source
from medkg.extraction.readers.source_errors import SOURCE_ERRORS, described
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

MAX_FILE_BYTES = 2**26
MAX_PENDING_BYTES = 2**29
TEXT_BOUND = re.compile(r"(\S+) ((?:\d+ \d+)(?:;\d+ \d+)*)")
NEGATED = {"NEG", "NEGATED", "NEGATION", "NEGATIVE", "ABSENT"}
LINE_ID = re.compile(r"[TERAM][0-9]{1,9}")
POSSIBLE = {"UNCERTAIN", "MAYBE_NEG", "MAYBE_POS", "POSSIBLE", "SPECULATION", "SPECULATED", "UNCERTAINTY"}


Content = bytes | Failure | None


def read_brat(sources: Iterable[Source]) -> Iterator[AnnotatedDocument | Failure]:
    """The annotated documents of a folder or archive; files that are neither ``.txt`` nor ``.ann`` are passed
    over.

    The document's id is the file's name without ``.txt``. A discontinuous annotation becomes the span from
    its first to its last character. An event stands for its trigger, its arguments are left out. ``*``
    equivalences and ``#`` notes are left out. POLARITY and negation or speculation attributes become the
    polarity of their mention or relation. A relation's evidence is the span that covers its two mentions.

    A line that cannot be used (its offsets do not fit, it names an annotation that is not there) costs that
    line: a failure of ``NAME.ann#ID``, or with the line's number for want of an id, comes right before its
    document.
    """
    for name, text, annotations in _pairs(sources):
        if isinstance(text, Failure) or isinstance(annotations, Failure):
            yield from (part for part in (text, annotations) if isinstance(part, Failure))
        elif text is None or annotations is None:
            missing = ".txt" if text is None else ".ann"
            yield Failure(name, "read", f"has no {missing} file beside it")
        else:
            yield from _annotated(name, decoded(text), decoded(annotations))


def _pairs(sources: Iterable[Source]) -> Iterator[tuple[str, Content, Content]]:
    """Texts with their annotations, in order of completion; what has no partner comes last."""
    pending: dict[str, dict[str, bytes | Failure]] = {}
    for source in sources:
        stem, dot, suffix = source.name.rpartition(".")
        if not dot or suffix not in ("txt", "ann"):
            continue
        pair = pending.setdefault(stem, {})
        pair[suffix] = _content(source)
        if len(pair) == 2:
            del pending[stem]
            yield stem, pair["txt"], pair["ann"]
        elif sum(_size(data) for held in pending.values() for data in held.values()) > MAX_PENDING_BYTES:
            raise ReadError(f"more than {MAX_PENDING_BYTES} bytes of files whose partners come much later")
    for stem, pair in sorted(pending.items()):
        yield stem, pair.get("txt"), pair.get("ann")


def _content(source: Source) -> bytes | Failure:
    try:
        return source.read(MAX_FILE_BYTES)
    except SOURCE_ERRORS as error:
        return Failure(source.name, "read", described(error))


def _size(data: bytes | Failure) -> int:
    return len(data) if isinstance(data, bytes) else 0


@dataclass(slots=True)
class _Standoff:
    """What the lines of one ``.ann`` file say, by their ids."""

    document: Document
    mentions: dict[str, Mention] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    polarities: dict[str, Polarity] = field(default_factory=dict)

    def add(self, line: str) -> None:
        """Take in one line; a kind of line that is not used is passed over."""
        id, _, rest = line.partition("\t")
        match id[:1]:
            case "T":
                self.mentions[id] = _mention(self.document, rest)
            case "E":
                self.triggers[id] = rest.split(" ")[0].rpartition(":")[2].strip()
            case "R":
                self.relations[id] = _relation(rest)
            case "A" | "M":
                self._add_attribute(rest.split())

    def _add_attribute(self, fields: list[str]) -> None:
        """``POLARITY E3 NEG`` or ``Negation T1``."""
        if len(fields) < 2:
            raise ReadError("an A line is not NAME ID [VALUE]")
        value = (fields[2] if len(fields) > 2 else fields[0]).upper()
        if value in NEGATED:
            self.polarities[fields[1]] = Polarity.NEGATED
        elif value in POSSIBLE:
            self.polarities[fields[1]] = Polarity.POSSIBLE

    def mention(self, id: str) -> Mention:
        """The mention of a text-bound annotation or of an event's trigger."""
        bound = self.triggers.get(id, id)
        if bound not in self.mentions:
            raise ReadError("a relation names an annotation that is not there")
        return self.mentions[bound]

    def assert_polarities(self) -> None:
        """Give the mentions the polarities that attributes lay on them or on their events."""
        for id, polarity in self.polarities.items():
            bound = self.triggers.get(id, id)
            if bound in self.mentions:
                self.mentions[bound] = replace(self.mentions[bound], assertion=Assertion(polarity=polarity))


def _annotated(name: str, text: str, annotations: str) -> Iterator[AnnotatedDocument | Failure]:
    """The failures of its lines, then the document; line ends count as one character if offsets fit better
    so.
    """
    if not text.strip():
        yield Failure(name, "read", "the text is empty")
        return
    document = Document(id=name.rpartition("/")[2], text=text, source=f"{name}.txt")
    best = _parsed(document, annotations)
    if "\r\n" in text and len(best) > 1:
        other = _parsed(replace(document, text=text.replace("\r\n", "\n")), annotations)
        best = min(best, other, key=len)
    yield from best


def _parsed(document: Document, annotations: str) -> list[AnnotatedDocument | Failure]:
    standoff = _Standoff(document)
    results: list[AnnotatedDocument | Failure] = []
    for number, line in enumerate(annotations.replace("\r", "").split("\n"), 1):
        try:
            standoff.add(line)
        except ValueError as error:
            results.append(_line_failure(document, line.partition("\t")[0], error, str(number)))
    standoff.assert_polarities()
    relations: list[Relation] = []
    for id in standoff.relations:
        try:
            relations.append(_resolved(standoff, id))
        except ReadError as error:
            results.append(_line_failure(document, id, error, "R"))
    mentions = tuple(standoff.mentions.values())
    return [*results, AnnotatedDocument(document=document, mentions=mentions, relations=tuple(relations))]


def _line_failure(document: Document, id: str, error: ValueError, otherwise: str) -> Failure:
    """The failure of the line ``id``; what has not the form of an id could be text, and is ``otherwise``."""
    shown = id if LINE_ID.fullmatch(id) else otherwise
    return Failure(f"{document.source.removesuffix('.txt')}.ann#{shown}", "read", str(error))


def _mention(document: Document, rest: str) -> Mention:
    head, _, text = rest.partition("\t")
    match = TEXT_BOUND.fullmatch(head)
    if match is None:
        raise ReadError("a T line is not TYPE START END[;START END]... and its text")
    numbers = [int(number) for number in re.findall(r"\d+", match[2])]
    span = Span(min(numbers), max(numbers))
    mention = document.mention(span, match[1])
    if len(numbers) == 2 and not same_words(mention.text, text):
        raise ReadError(f"offsets of a mention do not fit the text (first at {span.start}:{span.end})")
    return mention


def _relation(rest: str) -> tuple[str, str, str]:
    fields = rest.split()
    if len(fields) != 3:
        raise ReadError("an R line is not TYPE ARG1:ID ARG2:ID")
    return fields[0], fields[1].rpartition(":")[2], fields[2].rpartition(":")[2]


def _resolved(standoff: _Standoff, id: str) -> Relation:
    type, first, second = standoff.relations[id]
    head, tail = standoff.mention(first), standoff.mention(second)
    span = Span(min(head.span.start, tail.span.start), max(head.span.end, tail.span.end))
    polarity = standoff.polarities.get(id, Polarity.AFFIRMED)
    return Relation(head, tail, type, 1.0, (span,), polarity=polarity)
