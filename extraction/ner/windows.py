"""Windows: runs of whole sentences as the encoder takes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from medkg.extraction.document import Document
from medkg.extraction.encoder.edges import edges_of
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.lexicon.terms import Kind
from medkg.extraction.span import Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

TAG_FEATURES = 2 * len(Kind)
_SPECIAL = 2


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Word pieces of consecutive sentences of one document.

    ``ids`` (pieces,) int64 with the tokenizer's start and end pieces; ``tags`` (pieces, 8) float32: for each
    kind of dictionary term, whether the piece begins or continues one; ``firsts`` (words,) positions of the
    first piece of each word; ``words`` the words' character spans in the document.
    """

    document: int
    ids: npt.NDArray[np.int64]
    tags: npt.NDArray[np.float32]
    firsts: npt.NDArray[np.int64]
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Sentence:
    ids: list[int]
    spans: list[tuple[int, int]]
    words: list[int]


def windows(
    documents: Sequence[tuple[Document, Sequence[Span]]],
    tokenizer: "Tokenizer",
    lexicon: Lexicon,
    *,
    longest: int,
) -> Iterator[Window]:
    """The windows of each document, of at most ``longest`` pieces; a longer sentence is cut between words."""
    edges = edges_of(tokenizer)
    for index, (document, sentences) in enumerate(documents):
        if not sentences:
            continue
        tags = _character_tags(document.text, lexicon)
        encoded = tokenizer.encode_batch(
            [span.slice(document.text) for span in sentences], add_special_tokens=False
        )
        pieces: list[tuple[int, int, int, bool]] = []
        for span, encoding in zip(sentences, encoded, strict=True):
            sentence = list(_pieces(span.start, encoding))
            if pieces and len(pieces) + len(sentence) > longest - _SPECIAL:
                yield _window(index, pieces, tags, edges)
                pieces = []
            pieces += sentence
            while len(pieces) > longest - _SPECIAL:
                cut = _last_word_start(pieces, longest - _SPECIAL)
                yield _window(index, pieces[:cut], tags, edges)
                pieces = pieces[cut:]
        if pieces:
            yield _window(index, pieces, tags, edges)


def _pieces(offset: int, encoding: "Encoding") -> Iterator[tuple[int, int, int, bool]]:
    """Each piece as (id, start, end, whether it begins a word), in document characters."""
    previous = None
    for id, (start, end), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
        yield id, offset + start, offset + end, word != previous
        previous = word


def _last_word_start(pieces: Sequence[tuple[int, int, int, bool]], limit: int) -> int:
    for position in range(limit, 0, -1):
        if pieces[position][3]:
            return position
    return limit


def _character_tags(text: str, lexicon: Lexicon) -> npt.NDArray[np.int8]:
    """Per character and kind: 0 outside a term, 1 its first character, 2 inside; (characters, kinds)."""
    tags = np.zeros((len(text), len(Kind)), dtype=np.int8)
    for match in lexicon.matches(text):
        tags[match.span.start : match.span.end, match.kind] = 2
        tags[match.span.start, match.kind] = 1
    return tags


def _window(
    document: int,
    pieces: Sequence[tuple[int, int, int, bool]],
    tags: npt.NDArray[np.int8],
    edges: tuple[int, int],
) -> Window:
    start, end = edges
    ids = np.array([start, *(piece[0] for piece in pieces), end], dtype=np.int64)
    features = np.zeros((len(ids), TAG_FEATURES), dtype=np.float32)
    at = tags[[piece[1] for piece in pieces]]
    features[1:-1, 0::2] = at == 1
    features[1:-1, 1::2] = at == 2
    firsts = [position for position, piece in enumerate(pieces) if piece[3]]
    ends = [*firsts[1:], len(pieces)]
    words = tuple(
        Span(pieces[first][1], pieces[last - 1][2]) for first, last in zip(firsts, ends, strict=True)
    )
    return Window(document, ids, features, np.array(firsts, dtype=np.int64) + 1, words)
