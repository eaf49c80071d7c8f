"""BRAT stand-off annotations: a ``.txt`` and an ``.ann`` file for each document (brat.nlplab.org/standoff.html)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Assertion, Polarity
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.readers.decoding import decoded
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source
from medkg.extraction.relation import Relation
from medkg.extraction.span import Span

MAX_FILE_BYTES = 2**26
MAX_PENDING_BYTES = 2**29
TEXT_BOUND = re.compile(r"(\S+) ((?:\d+ \d+)(?:;\d+ \d+)*)")
NEGATED = {"NEG", "NEGATED", "NEGATION", "NEGATIVE", "ABSENT"}
POSSIBLE = {"UNCERTAIN", "MAYBE_NEG", "MAYBE_POS", "POSSIBLE", "SPECULATION", "SPECULATED", "UNCERTAINTY"}


def read_brat(sources: Iterable[Source]) -> Iterator[AnnotatedDocument | Failure]:
    """The annotated documents of a folder or archive; files that are neither ``.txt`` nor ``.ann`` are passed over.

    The document's id is the file's name without ``.txt``. A discontinuous annotation becomes the span from its first
    to its last character. An event stands for its trigger, its arguments are left out. ``*`` equivalences and ``#``
    notes are left out. POLARITY and negation or speculation attributes become the polarity of their mention or
    relation. A relation's evidence is the span that covers its two mentions. A document whose offsets do not fit
    costs itself alone.
    """
    for name, text, annotations in _pairs(sources):
        try:
            if text is None or annotations is None:
                missing = ".txt" if text is None else ".ann"
                raise ReadError(f"has no {missing} file beside it")
            yield _annotated(name, decoded(text), decoded(annotations))
        except ValueError as error:
            yield Failure(name, "read", str(error))


def _pairs(sources: Iterable[Source]) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Texts with their annotations, in order of completion; what has no partner comes last."""
    pending: dict[str, dict[str, bytes]] = {}
    for source in sources:
        stem, dot, suffix = source.name.rpartition(".")
        if not dot or suffix not in ("txt", "ann"):
            continue
        pair = pending.setdefault(stem, {})
        pair[suffix] = source.read(MAX_FILE_BYTES)
        if len(pair) == 2:
            del pending[stem]
            yield stem, pair["txt"], pair["ann"]
        elif sum(len(data) for held in pending.values() for data in held.values()) > MAX_PENDING_BYTES:
            raise ReadError(f"more than {MAX_PENDING_BYTES} bytes of files whose partners come much later")
    for stem, pair in sorted(pending.items()):
        yield stem, pair.get("txt"), pair.get("ann")


@dataclass(slots=True)
class _Standoff:
    """What the lines of one ``.ann`` file say, by their ids."""

    mentions: dict[str, Mention] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    relations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    polarities: dict[str, Polarity] = field(default_factory=dict)

    def mention(self, id: str) -> Mention:
        """The mention of a text-bound annotation or of an event's trigger, with its polarity."""
        bound = self.triggers.get(id, id)
        if bound not in self.mentions:
            raise ReadError("a relation or event names an annotation that is not there")
        return self.mentions[bound]


def _annotated(name: str, text: str, annotations: str) -> AnnotatedDocument:
    id = name.rpartition("/")[2]
    if not text.strip():
        raise ReadError("the text is empty")
    try:
        return _parsed(Document(id=id, text=text, source=f"{name}.txt"), annotations)
    except ReadError:
        if "\r\n" not in text:
            raise
        return _parsed(Document(id=id, text=text.replace("\r\n", "\n"), source=f"{name}.txt"), annotations)


def _parsed(document: Document, annotations: str) -> AnnotatedDocument:
    standoff = _Standoff()
    for line in annotations.splitlines():
        _add(standoff, document, line)
    for id, polarity in standoff.polarities.items():
        bound = standoff.triggers.get(id, id)
        if bound in standoff.mentions:
            standoff.mentions[bound] = replace(standoff.mentions[bound], assertion=Assertion(polarity=polarity))
    return AnnotatedDocument(
        document=document, mentions=tuple(standoff.mentions.values()), relations=tuple(_relations(standoff))
    )


def _add(standoff: _Standoff, document: Document, line: str) -> None:
    id, _, rest = line.partition("\t")
    match id[:1]:
        case "T":
            standoff.mentions[id] = _mention(document, rest)
        case "E":
            standoff.triggers[id] = rest.split(" ")[0].rpartition(":")[2].strip()
        case "R":
            standoff.relations[id] = _relation(rest)
        case "A" | "M":
            _add_attribute(standoff, rest.split())


def _mention(document: Document, rest: str) -> Mention:
    head, _, text = rest.partition("\t")
    match = TEXT_BOUND.fullmatch(head)
    if match is None:
        raise ReadError("a T line is not TYPE START END[;START END]... and its text")
    numbers = [int(number) for number in re.findall(r"\d+", match[2])]
    span = Span(numbers[0], numbers[-1])
    mention = document.mention(span, match[1])
    if len(numbers) == 2 and _plain(mention.text) != _plain(text):
        raise ReadError(f"the text at {span.start}:{span.end} is not the mention that the T line gives")
    return mention


def _plain(text: str) -> str:
    return " ".join(text.split())


def _relation(rest: str) -> tuple[str, str, str]:
    fields = rest.split()
    if len(fields) != 3:
        raise ReadError("an R line is not TYPE ARG1:ID ARG2:ID")
    return fields[0], fields[1].rpartition(":")[2], fields[2].rpartition(":")[2]


def _add_attribute(standoff: _Standoff, fields: list[str]) -> None:
    """``POLARITY E3 NEG`` or ``Negation T1``."""
    if len(fields) < 2:
        raise ReadError("an A line is not NAME ID [VALUE]")
    value = (fields[2] if len(fields) > 2 else fields[0]).upper()
    if value in NEGATED:
        standoff.polarities[fields[1]] = Polarity.NEGATED
    elif value in POSSIBLE:
        standoff.polarities[fields[1]] = Polarity.POSSIBLE


def _relations(standoff: _Standoff) -> Iterator[Relation]:
    for id, (type, first, second) in standoff.relations.items():
        head, tail = standoff.mention(first), standoff.mention(second)
        start, end = min(head.span.start, tail.span.start), max(head.span.end, tail.span.end)
        polarity = standoff.polarities.get(id, Polarity.AFFIRMED)
        yield Relation(head, tail, type, 1.0, (Span(start, end),), polarity=polarity)
