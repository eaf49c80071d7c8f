"""From label probabilities to mentions."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.confidence import Signs
from medkg.extraction.ner.labels import GROUPS, OUTSIDE, begin, inside, transitions
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
    """A typed span, and what the words' probabilities say of it."""

    span: Span
    type: str
    signs: Signs


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


def grouped(log_probabilities: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The log-probabilities of no mention, and of beginning and going on with one of any type of each of
    :data:`~medkg.extraction.ner.labels.GROUPS`: shape (words, labels) to (words, 1 + 2 groups).
    """
    columns = [
        np.logaddexp.reduce(log_probabilities[:, [label(type) for type in group]], axis=1)
        for group in GROUPS
        for label in (begin, inside)
    ]
    return np.stack([log_probabilities[:, OUTSIDE], *columns], axis=1)


def best_paths(log_probabilities: Sequence[npt.NDArray[np.float32]]) -> list[npt.NDArray[np.int64]]:
    """The likeliest valid BIO label sequence of each item, shapes (words, labels) to (words,).

    Viterbi's algorithm (1967) over all items at once; the shorter ones are padded with "O".
    """
    if not log_probabilities:
        return []
    lengths = [len(item) for item in log_probabilities]
    longest, size = max(lengths), log_probabilities[0].shape[1]
    scores = np.full((len(lengths), longest, size), _FORBIDDEN, dtype=np.float32)
    scores[:, :, OUTSIDE] = 0
    for index, item in enumerate(log_probabilities):
        scores[index, : len(item)] = item
    step = np.where(transitions(size // 2), 0, _FORBIDDEN).astype(np.float32)
    best = scores[:, 0] + step[OUTSIDE]
    back = np.zeros((longest, len(lengths), size), dtype=np.int64)
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
    words: Sequence[Span], path: npt.NDArray[np.int64], log_probabilities: npt.NDArray[np.float32]
) -> list[Found]:
    """The mentions that a ``path`` over the labels of :func:`grouped` spells, each of its group's likeliest
    type; ``log_probabilities`` are those of single types. Going on without a beginning begins.
    """
    groups = grouped(log_probabilities)
    found = []
    start = 0
    while start < len(path):
        end = start + 1
        if path[start] != OUTSIDE:
            group = (int(path[start]) - 1) // 2
            first = 1 + 2 * group
            while end < len(path) and path[end] == first + 1:
                end += 1
            typed = {type: _mean(log_probabilities[start:end], begin(type)) for type in GROUPS[group]}
            type = max(typed, key=typed.__getitem__)
            signs = Signs.of(
                named=_mean(groups[start:end], first),
                typed=typed[type],
                going_on=float(groups[end, first + 1]) if end < len(path) else -math.inf,
            )
            found.append(Found(Span(words[start].start, words[end - 1].end), type, signs))
        start = end
    return found


def _mean(log_probabilities: npt.NDArray[np.float32], first: int) -> float:
    """The mean log-probability of label ``first`` at the first word and of the one after it at the others."""
    return float(
        (log_probabilities[0, first] + log_probabilities[1:, first + 1].sum()) / len(log_probabilities)
    )


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
