"""From label probabilities to mentions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.labels import LABELS, OUTSIDE, TYPES, inside, transitions
from medkg.extraction.span import Span

_FORBIDDEN = -1e4
_NO_BEGINNING = re.compile(r"[\s)\]},;:]*")
_OWNED = re.compile(
    r"['\u2019]s(?:\s+(?:disease|syndrome|disorder|lymphoma|sarcoma|tumou?r|sign|test|score|scale))?\b",
    re.IGNORECASE,
)
_NO_END = re.compile(r"[\s(\[{,;:]*\Z")


@dataclass(frozen=True, slots=True)
class Found:
    """A typed span and its score: the geometric mean of its words' label probabilities, in [0, 1]."""

    span: Span
    type: str
    score: float


def within_sentences(
    log_probabilities: npt.NDArray[np.float32], words: Sequence[Span], sentences: Sequence[Span]
) -> npt.NDArray[np.float32]:
    """The log-probabilities, (words, labels), of mentions that no end of a sentence cuts.

    At the first word of each sentence, a mention that would go on begins.
    """
    begins = np.array([word.start for word in words])
    inner = [span.start for span in sentences if words[0].start < span.start <= words[-1].start]
    firsts = np.searchsorted(begins, inner)
    kept = log_probabilities.copy()
    kept[firsts, 1::2] = np.logaddexp(kept[firsts, 1::2], kept[firsts, 2::2])
    kept[firsts, 2::2] = _FORBIDDEN
    return kept


def best_paths(log_probabilities: Sequence[npt.NDArray[np.float32]]) -> list[npt.NDArray[np.int64]]:
    """The likeliest valid BIO label sequence of each item, shapes (words, labels) to (words,).

    Viterbi's algorithm (1967) over all items at once; the shorter ones are padded with "O".
    """
    if not log_probabilities:
        return []
    lengths = [len(item) for item in log_probabilities]
    longest = max(lengths)
    scores = np.full((len(lengths), longest, len(LABELS)), _FORBIDDEN, dtype=np.float32)
    scores[:, :, OUTSIDE] = 0
    for index, item in enumerate(log_probabilities):
        scores[index, : len(item)] = item
    step = np.where(transitions(), 0, _FORBIDDEN).astype(np.float32)
    best = scores[:, 0] + step[OUTSIDE]
    back = np.zeros((longest, len(lengths), len(LABELS)), dtype=np.int64)
    for position in range(1, longest):
        through = best[:, :, None] + step
        back[position] = through.argmax(1)
        best = through.max(1) + scores[:, position]
    path = np.zeros((len(lengths), longest), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    for position in range(longest - 1, 0, -1):
        path[:, position - 1] = np.take_along_axis(back[position], path[:, position, None], 1)[:, 0]
    return [row[:length] for row, length in zip(path, lengths, strict=True)]


def spans(
    words: Sequence[Span], labels: npt.NDArray[np.int64], log_probabilities: npt.NDArray[np.float32]
) -> list[Found]:
    """The mentions that a valid label sequence spells."""
    chosen = log_probabilities[np.arange(len(labels)), labels]
    found = []
    start = 0
    while start < len(labels):
        end = start + 1
        if labels[start] != OUTSIDE:
            type = TYPES[(int(labels[start]) - 1) // 2]
            while end < len(labels) and labels[end] == inside(type):
                end += 1
            score = float(np.exp(chosen[start:end].mean()))
            found.append(Found(Span(words[start].start, words[end - 1].end), type, min(score, 1.0)))
        start = end
    return found


def trimmed(span: Span, text: str, *, limit: int) -> Span:
    """``span`` as names begin and end: without closing brackets before it, opening ones, commas and colons
    after it, and with the "'s" that belongs to it and what that is the name of, up to ``limit``.

    >>> trimmed(Span(0, 7), "gamma (1)", limit=9), trimmed(Span(0, 5), "Paget's disease", limit=15)
    (Span(start=0, end=5), Span(start=0, end=15))
    """
    named = span.slice(text)
    last = span.start + next(match.start() for match in _NO_END.finditer(named))
    first = span.start + next(match.end() for match in _NO_BEGINNING.finditer(named))
    if first >= last:
        return span
    owned = _OWNED.match(text, last, limit)
    return Span(first, owned.end() if owned else last)
