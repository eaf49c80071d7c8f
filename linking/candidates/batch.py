"""Candidates of many mentions at once, for those who rank them in their own way.

:mod:`medkg.linking.candidates.retrieve` finds more and describes each match; this is for speed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from medkg.linking.index.index import Index
from medkg.linking.index.type_bits import near_bits
from medkg.linking.names.acronyms import acronym_key
from medkg.linking.names.forms import forms

_LEVELS = (1.0, 1.0, 0.98, 0.96, 0.9, 0.85)
"""The scores of a name that is the mention as an acronym, plain, joined, as a bag, by stems, by classes."""
_STRICT = 0.95
_MOST_PER_KEY = 60
_LEAST_OF_BEST = 0.5
_BY_STATUS = 0.005
_OTHER_TYPE = 0.5

Found = list[list[tuple[int, float]]]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Mentions and names that may be theirs, by number, with scores."""

    mentions: NDArray[np.int64]
    names: NDArray[np.int64]
    scores: NDArray[np.float32]


def candidates(index: Index, mentions: Sequence[tuple[str, str]], *, limit: int = 10) -> Found:
    """For each of ``mentions``, a text with its type, at most ``limit`` concepts by number with scores, best
    first.

    Names that are the text but for spelling and order come first and are enough where one is of the right
    type; else names of the same stems and classes of words are, and those with the same rare trigrams. A
    score says how alike the best name and the text are, in [0, 1], less a little for names that are not
    preferred, and 0.5 for concepts of another type. It is no probability. The answers do not depend on
    which mentions are asked together.
    """
    types = np.fromiter((near_bits(kind) for _, kind in mentions), np.uint8, len(mentions))
    equal, open_ = _equal(index, mentions, types)
    alike = _alike(index, [mentions[at][0] for at in open_], types[open_])
    pairs = _Pairs(
        np.concatenate((equal.mentions, open_[alike.mentions])),
        np.concatenate((equal.names, alike.names)),
        np.concatenate((equal.scores, alike.scores)),
    )
    return _ranked(index, pairs, types, limit)


def _equal(
    index: Index, mentions: Sequence[tuple[str, str]], types: NDArray[np.uint8]
) -> tuple[_Pairs, NDArray[np.int64]]:
    """Names that are a mention in some form, and the mentions for which more is to be looked for."""
    rows: list[tuple[int, int, float]] = []
    left: list[int] = []
    for at, (text, _) in enumerate(mentions):
        settled = False
        for key, score in _keys(text):
            found = index.named(key)[:_MOST_PER_KEY]
            rows += [(at, name, score) for name in found]
            settled = bool(found) and score > _STRICT and bool((index.columns(found)[1] & types[at]).any())
            if settled:
                break
        if not settled:
            left.append(at)
    pairs = _Pairs(
        np.fromiter((at for at, _, _ in rows), np.int64, len(rows)),
        np.fromiter((name for _, name, _ in rows), np.int64, len(rows)),
        np.fromiter((score for _, _, score in rows), np.float32, len(rows)),
    )
    return pairs, np.array(left, np.int64)


def _keys(text: str) -> Iterator[tuple[str, float]]:
    """The keys to look ``text`` up with, each once, strictest first, with the scores of what is found."""
    yield f"={acronym_key(text)}", _LEVELS[0]
    read = forms(text).levels()
    for place, key in enumerate(read):
        if key and key not in read[:place]:
            yield key, _LEVELS[place + 1]


def _alike(index: Index, texts: Sequence[str], types: NDArray[np.uint8]) -> _Pairs:
    """Names of the right type that share rare trigrams with ``texts``, at least half as like as the best."""
    near = index.near([forms(text).bag for text in texts])
    _, bits, _ = index.columns(near.names)
    fits = (bits & types[near.queries]) != 0
    queries, names, scores = near.queries[fits], near.names[fits], near.scores[fits]
    best = np.zeros(len(texts), np.float32)
    np.maximum.at(best, queries, scores)
    kept = scores >= _LEAST_OF_BEST * best[queries]
    return _Pairs(queries[kept], names[kept].astype(np.int64), scores[kept])


def _ranked(index: Index, pairs: _Pairs, types: NDArray[np.uint8], limit: int) -> Found:
    """The best concepts of each mention, each by its best name; equals in order of number."""
    concepts, bits, status = index.columns(pairs.names)
    strange = (bits & types[pairs.mentions]) == 0
    scores = np.maximum(np.float32(0.0), pairs.scores - _BY_STATUS * status - _OTHER_TYPE * strange)
    order = np.lexsort((concepts, -scores, pairs.mentions))
    mentions, concepts, scores = pairs.mentions[order], concepts[order], scores[order]
    _, first = np.unique(mentions * np.int64(index.manifest.concepts) + concepts, return_index=True)
    first.sort()
    bounds = np.searchsorted(mentions[first], np.arange(len(types) + 1))
    rows = list(zip(concepts[first].tolist(), scores[first].tolist(), strict=True))
    return [rows[begin : min(end, begin + limit)] for begin, end in pairwise(bounds)]
