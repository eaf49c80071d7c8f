"""Sentences of a document, by exact offsets."""

import re
from collections.abc import Iterator, Sequence

from medkg.extraction.sentence_rules import sentence_starts
from medkg.extraction.span import Span

LONGEST_SENTENCE = 1200
"""Characters; about 300 word pieces, so that a sentence fits into a window of an encoder."""

_WORD = re.compile(r"\S")


def split_sentences(text: str, *, longest: int = LONGEST_SENTENCE) -> tuple[Span, ...]:
    """The sentences of ``text``, in order and apart from each other.

    Every character that is not white space lies in exactly one sentence, and no sentence begins or ends with
    white space. What is longer than ``longest`` characters is cut, at white space where there is some.

    >>> [span.slice("No fever. E. coli grew.") for span in split_sentences("No fever. E. coli grew.")]
    ['No fever.', 'E. coli grew.']

    Raises:
        ValueError: if ``longest`` is below 1.
    """
    if longest < 1:
        raise ValueError(f"longest={longest} is not allowed; at least 1 character is required")
    spans = _between(text, sentence_starts(text))
    return tuple(piece for span in spans for piece in _cut(text, span, longest))


def _between(text: str, starts: Sequence[int]) -> Iterator[Span]:
    for start, end in zip([0, *starts], [*starts, len(text)], strict=True):
        span = _trimmed(text, start, end)
        if span is not None:
            yield span


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    right = len(piece.rstrip())
    return Span(start + left, start + right) if right > left else None


def _cut(text: str, span: Span, longest: int) -> Iterator[Span]:
    start = span.start
    while span.end - start > longest:
        end = _last_word_end(text, start, start + longest)
        yield Span(start, end)
        following = _WORD.search(text, end)
        start = following.start() if following else end
    yield Span(start, span.end)


def _last_word_end(text: str, start: int, end: int) -> int:
    """Where the last word wholly inside ``start:end`` ends; ``end`` where there is no white space."""
    if text[end].isspace():
        return start + len(text[start:end].rstrip())
    for position in range(end - 1, start, -1):
        if text[position].isspace():
            return start + len(text[start:position].rstrip())
    return end
