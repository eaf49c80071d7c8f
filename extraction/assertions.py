"""Polarity, time and experiencer of mentions, by cues of their sentence and the heading they stand under."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.cues import cued
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span

_HISTORY = r"(?:PAST |PREVIOUS )?(?:MEDICAL|SURGICAL|PSYCHIATRIC)(?: (?:AND|/) (?:MEDICAL|SURGICAL))? HISTORY"
_HEADINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\W*(?:FAMILY (?:MEDICAL )?HISTORY|FAMILY HX|FHX?)\b", re.IGNORECASE), "family"),
    (re.compile(rf"\W*(?:{_HISTORY}|PAST HISTORY|PMHX?|PSHX?)\b", re.IGNORECASE), "historical"),
)
_HEADING = re.compile(r"\W*[A-Z][A-Za-z/&() -]{2,60}:|[A-Z][A-Z/&() -]{2,60}\Z")
_LONGEST_SECTION = 40
"""Sentences after which a heading holds no longer."""


def assert_mentions(
    document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """``mentions``, in their order, each with what the text says of it.

    Only sentences that hold a mention are looked at. A mention outside of every sentence keeps its assertion.
    """
    headings = _headings(document, sentences)
    found: dict[int, set[str]] = defaultdict(set)
    for index, members in _by_sentence(sentences, mentions).items():
        sentence = sentences[index]
        spans = [_within(sentence, mentions[member].span) for member in members]
        for name, position in cued(sentence.slice(document.text), spans):
            found[members[position]].add(name)
        if index in headings:
            for member in members:
                found[member].add(headings[index])
    return tuple(
        replace(mention, assertion=_assertion(found[index])) if found.get(index) else mention
        for index, mention in enumerate(mentions)
    )


def _assertion(names: set[str]) -> Assertion:
    """One assertion from cues: negation over doubt, hypothesis over history, family over others."""
    polarity, time, who = Polarity.AFFIRMED, Time.CURRENT, Experiencer.PATIENT
    if "negated" in names or "possible" in names:
        polarity = Polarity.NEGATED if "negated" in names else Polarity.POSSIBLE
    if "hypothetical" in names or "historical" in names:
        time = Time.HYPOTHETICAL if "hypothetical" in names else Time.HISTORICAL
    if "family" in names or "other" in names:
        who = Experiencer.FAMILY if "family" in names else Experiencer.OTHER
    return Assertion(polarity, time, who)


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


def _headings(document: Document, sentences: Sequence[Span]) -> Mapping[int, str]:
    """The sentences that stand under a heading on family or past history, with what it says."""
    found: dict[int, str] = {}
    current, left = "", 0
    for index, sentence in enumerate(sentences):
        text = document.text[sentence.start : min(sentence.end, sentence.start + 80)]
        if _HEADING.match(text):
            current = next((name for pattern, name in _HEADINGS if pattern.match(text)), "")
            left = _LONGEST_SECTION
        if current and left > 0:
            found[index] = current
            left -= 1
    return found
