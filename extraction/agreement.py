"""A document calls one thing by one name: its mentions are made to agree.

A window of text shows an abbreviation without its definition, and a name in one sentence says what it is and
in the next does not. What was found where the text is clear is carried over to where it is not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from medkg.extraction.abbreviations import find_abbreviations
from medkg.extraction.document import Document
from medkg.extraction.lexicon.lexicon import fold
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span

LEAST_SHARE = 0.4
"""The share of a name's places that must be found for the others to follow; chosen on development texts."""
_SHORTEST = 3
_CASED = 5
"""Names of up to so many characters count as written; longer ones whatever their case."""


def agreeing(
    document: Document, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """``mentions`` made to agree, in the order of the text.

    A short form that the document defines is what its long form was found to be, wherever it stands; it is
    nothing if nothing was found in its long form. A name that was found at two in five of its places or more
    is found at all of them, as what it most often is. No two mentions are made to overlap.
    """
    found = _Found(document, mentions)
    if "(" in document.text:
        for short, long in find_abbreviations(document, sentences).items():
            found.define(short, long)
    found.spread()
    return tuple(found.mentions[span] for span in sorted(found.mentions))


class _Found:
    """The mentions of a document by their places."""

    def __init__(self, document: Document, mentions: Sequence[Mention]) -> None:
        self.mentions = {mention.span: mention for mention in mentions}
        self._document = document
        self._folded = fold(document.text)
        self._taken = bytearray(len(document.text))
        for span in self.mentions:
            self._mark(span, 1)

    def define(self, short: str, long: str) -> None:
        """What was found at the places of ``long`` goes for ``short``."""
        written = list(self._places(fold(long), self._folded))
        places = list(self._places(short, self._document.text))
        if known := [self.mentions[span] for span in written if span in self.mentions]:
            self._carry(known, places)
        elif written and all(self._free(span) for span in written):
            for span in places:
                if self.mentions.pop(span, None):
                    self._mark(span, 0)

    def spread(self) -> None:
        """Names that are mostly found are found everywhere, the longest first."""
        named: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.mentions.values():
            named[mention.text if len(mention.text) <= _CASED else fold(mention.text)].append(mention)
        for name, known in sorted(named.items(), key=lambda item: (-len(item[0]), item[0])):
            text = self._document.text if len(name) <= _CASED else self._folded
            free = [span for span in self._places(name, text) if self._free(span)]
            if len(name) >= _SHORTEST and len(known) >= LEAST_SHARE * (len(known) + len(free)):
                self._carry(known, free)

    def _carry(self, known: Sequence[Mention], places: Sequence[Span]) -> None:
        """Makes ``places`` that are free, or mentions already, what most of ``known`` are."""
        type = Counter(mention.type for mention in known).most_common(1)[0][0]
        score = fmean(mention.score for mention in known)
        for span in places:
            if span in self.mentions:
                self.mentions[span] = replace(self.mentions[span], type=type)
            elif self._free(span):
                new = self._document.mention(span, type, score=score, extractor=known[0].extractor)
                self.mentions[span] = new
                self._mark(span, 1)

    def _free(self, span: Span) -> bool:
        return self._taken.find(1, span.start, span.end) < 0

    def _mark(self, span: Span, value: int) -> None:
        self._taken[span.start : span.end] = bytes([value]) * len(span)

    @staticmethod
    def _places(name: str, text: str) -> Iterator[Span]:
        """Where ``name`` stands in ``text`` as whole words."""
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if not (start and text[start - 1].isalnum()) and not text[end : end + 1].isalnum():
                yield Span(start, end)
            start = text.find(name, end)
