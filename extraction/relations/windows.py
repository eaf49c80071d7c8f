"""Windows of word pieces: a document, or as many whole sentences as the encoder takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medkg.extraction.document import Document
from medkg.extraction.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 512
_SPECIAL = 2
_OVERLAP = 128


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Pieces of consecutive sentences.

    ``ids``, ``starts`` and ``ends`` have shape (pieces,): piece numbers with the tokenizer's first and last
    special piece, and the characters each piece covers in the document (-1 for special pieces).
    """

    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]


def windows(
    document: Document, sentences: Sequence[Span], tokenizer: "Tokenizer", *, longest: int = LONGEST
) -> tuple[Window, ...]:
    """The windows of a document, of at most ``longest`` pieces.

    Neighbours share up to 128 pieces of whole sentences. A sentence longer than a window is cut off at the
    window's end.
    """
    encoded = tokenizer.encode_batch(
        [span.slice(document.text) for span in sentences], add_special_tokens=False
    )
    pieces = [
        np.array(
            [(id, span.start + a, span.start + b) for id, (a, b) in zip(item.ids, item.offsets, strict=True)]
        )
        for span, item in zip(sentences, encoded, strict=True)
        if item.ids
    ]
    lengths = [len(sentence) for sentence in pieces]
    special = _special(tokenizer)
    room = longest - _SPECIAL
    return tuple(_window(pieces[first:last], special, room) for first, last in _ranges(lengths, room))


def _special(tokenizer: "Tokenizer") -> tuple[int, int]:
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    if first is None or last is None:
        raise ValueError("the tokenizer has no pieces [CLS] and [SEP]; those of a BERT are required")
    return first, last


def _ranges(lengths: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Runs of sentences that fit, as (first, last + 1)."""
    ranges: list[tuple[int, int]] = []
    first = 0
    while first < len(lengths):
        last, used = first + 1, lengths[first]
        while last < len(lengths) and used + lengths[last] <= room:
            used += lengths[last]
            last += 1
        ranges.append((first, last))
        if last == len(lengths):
            break
        first = _step_back(lengths, first, last, room)
    return ranges


def _step_back(lengths: Sequence[int], first: int, last: int, room: int) -> int:
    """Where the next window begins: before ``last`` by sentences of at most 128 pieces that leave room for
    it.
    """
    start, shared = last, 0
    limit = min(_OVERLAP, room - lengths[last])
    while start - 1 > first and shared + lengths[start - 1] <= limit:
        start -= 1
        shared += lengths[start]
    return start


def _window(pieces: Sequence[npt.NDArray[np.int64]], special: tuple[int, int], room: int) -> Window:
    joined = np.concatenate(pieces)[:room]
    framed = np.concatenate([[[special[0], -1, -1]], joined, [[special[1], -1, -1]]]).astype(np.int64)
    return Window(framed[:, 0], framed[:, 1], framed[:, 2])
