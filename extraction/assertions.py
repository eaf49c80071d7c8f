"""Polarity, time and experiencer of mentions, by cues of their sentence and the heading they stand under."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.context.headings import said_by_headings
from medkg.extraction.context.scope import said_of
from medkg.extraction.document import Document
from medkg.extraction.mention import CARE, Mention, MentionType
from medkg.extraction.span import Span

_DENIED = frozenset({"negated", "absent", "not_done", "ended"})
_LONGEST_LINES = 1200
"""Characters of lines after which no further line is joined."""
_GOES_ON = frozenset({",", "and", "or", "nor", "of", "for", "no", "denies", "without", "any"})
"""Last words of a line that goes on in the next."""


def assert_mentions(
    document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """``mentions``, in their order, each with what the text says of it.

    Only sentences that hold a mention are looked at. A mention outside of every sentence keeps its assertion.
    """
    if not mentions:
        return ()
    headings = said_by_headings(document.text, sentences)
    lines = _joined(document.text, sentences)
    found: dict[int, Assertion] = {}
    for number, members in _by_sentence(sentences, mentions).items():
        line = lines[number]
        spans = [_within(line, mentions[member].span) for member in members]
        for member, said in zip(members, said_of(line.slice(document.text), spans), strict=True):
            found[member] = _assertion(mentions[member].type, said, headings.get(number))
    return tuple(
        replace(mention, assertion=found[number])
        if found.get(number, Assertion()) != Assertion()
        else mention
        for number, mention in enumerate(mentions)
    )


def _assertion(type: str, said: Collection[str], heading: str | None) -> Assertion:
    """One assertion from kinds of cues: negation over doubt, hypothesis over history, family over others."""
    kinds = {*said, *([heading] if heading else [])}
    return Assertion(_polarity(type, kinds), _time(type, kinds), _who(kinds))


def _polarity(type: str, kinds: Collection[str]) -> Polarity:
    silent = {"absent"} if type == MentionType.TEST else {"not_done"} if type not in CARE else set()
    if not (_DENIED - silent).isdisjoint(kinds):
        return Polarity.NEGATED
    doubted = "possible" in kinds or ("alternatives" in kinds and type not in CARE)
    return Polarity.POSSIBLE if doubted else Polarity.AFFIRMED


def _time(type: str, kinds: Collection[str]) -> Time:
    planned = type in CARE and "planned" in kinds
    prevented = type not in CARE and "prevented" in kinds
    allergy = type == MentionType.DRUG and "allergy" in kinds
    if "hypothetical" in kinds or planned or prevented or allergy:
        return Time.HYPOTHETICAL
    return Time.HISTORICAL if "historical" in kinds or "ended" in kinds else Time.CURRENT


def _who(kinds: Collection[str]) -> Experiencer:
    if "family" in kinds or "relative" in kinds:
        return Experiencer.FAMILY
    return Experiencer.OTHER if "other" in kinds else Experiencer.PATIENT


def _by_sentence(sentences: Sequence[Span], mentions: Sequence[Mention]) -> Mapping[int, list[int]]:
    starts = [sentence.start for sentence in sentences]
    members: dict[int, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        index = bisect_right(starts, mention.span.start) - 1
        if index >= 0 and mention.span.start < sentences[index].end:
            members[index].append(position)
    return members


def _within(sentence: Span, span: Span) -> Span:
    return Span(span.start - sentence.start, min(span.end, sentence.end) - sentence.start)


def _joined(text: str, sentences: Sequence[Span]) -> list[Span]:
    """For each sentence the span of the lines that it goes over, where one ends in the middle of a list."""
    first = 0
    found: list[Span] = []
    for number, sentence in enumerate(sentences):
        short = sentence.end - sentences[first].start < _LONGEST_LINES
        if short and number + 1 < len(sentences) and _goes_on(text, sentence, sentences[number + 1]):
            continue
        found += [Span(sentences[first].start, sentence.end)] * (number + 1 - first)
        first = number + 1
    return found


def _goes_on(text: str, sentence: Span, following: Span) -> bool:
    between = text[sentence.end : following.start]
    last = text[max(sentence.start, sentence.end - 12) : sentence.end].lower().replace(",", " , ").split()
    return between.count("\n") == 1 and bool(last) and last[-1] in _GOES_ON
