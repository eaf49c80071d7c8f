"""Which names are near to each of many queries: one sparse product over the rarest trigrams of all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_COVERED = 0.8
_MOST_READ = 3_000
_FINE = 1_000

Whole = NDArray[np.int64]
Real = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Inverted:
    """An inverted index: the names that hold trigram ``g`` are ``names[starts[g]:starts[g + 1]]``; the
    ``weights`` of trigrams, the ``norms`` of names.
    """

    starts: Whole
    names: NDArray[np.int32]
    weights: Real
    norms: Real


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of a query and a name, by number and in order of query, and how near they are, in [0, 1]."""

    queries: Whole
    names: NDArray[np.int32]
    scores: Real


@dataclass(frozen=True, slots=True)
class _Reading:
    """Which trigrams of which queries are read, by query and the rarest first; ``squares`` are those of the
    trigrams' weights, ``wholes`` the sums of those of each query, read or not.
    """

    queries: Whole
    grams: Whole
    squares: Real
    wholes: Real


def near(held: Sequence[Sequence[int]], index: Inverted) -> Near:
    """For each query, which has the trigrams ``held``, the names that share one of its rarest.

    The score is the cosine of query and name as far as the trigrams that are read speak for it: the rarest,
    until they weigh four fifths of the query or have 3,000 names. A query's names and scores do not depend
    on the other queries.
    """
    reading = _rarest(held, index)
    if not len(reading.grams):
        return Near(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.float32))
    queries, names, sums = _product(reading, index)
    scores = sums / (index.norms[names] * np.sqrt(reading.wholes)[queries])
    return Near(queries, names, np.minimum(scores, np.float32(1.0)))


def _rarest(held: Sequence[Sequence[int]], index: Inverted) -> _Reading:
    counts = np.fromiter(map(len, held), np.int64, len(held))
    grams = np.fromiter((gram for row in held for gram in row), np.int64, int(counts.sum()))
    queries = np.repeat(np.arange(len(held)), counts)
    sizes = index.starts[grams + 1] - index.starts[grams]
    order = np.lexsort((grams, sizes, queries))
    grams, sizes = grams[order], sizes[order]
    squares = (index.weights[grams] ** 2).astype(np.float32)
    exact = np.rint(squares * _FINE).astype(np.int64)  # whole numbers have the same sums in any batch
    firsts = np.repeat(np.cumsum(counts) - counts, counts)
    wholes = np.bincount(queries, exact, len(held))
    first = np.arange(len(queries)) == firsts
    kept = first | (_before(sizes, firsts) + sizes <= _MOST_READ)
    kept &= _before(exact, firsts) < _COVERED * wholes[queries]
    return _Reading(queries[kept], grams[kept], squares[kept], (wholes / _FINE).astype(np.float32))


def _before(values: Whole, firsts: Whole) -> Whole:
    """The sums of what stands before each value in its query, whose values begin at ``firsts``."""
    sums = np.cumsum(values) - values
    return sums - sums[firsts]


def _product(reading: _Reading, index: Inverted) -> tuple[Whole, NDArray[np.int32], Real]:
    """The sums of squares that each query shares with each name."""
    from scipy.sparse import csr_array

    used, columns = np.unique(reading.grams, return_inverse=True)
    sizes = index.starts[used + 1] - index.starts[used]
    ends = _ends(sizes)
    entries = index.names[np.repeat(index.starts[used] - ends[:-1], sizes) + np.arange(ends[-1])]
    ones = np.ones(len(entries), np.float32)
    holders = csr_array((ones, entries, ends), shape=(len(used), len(index.norms)))
    count = len(reading.wholes)
    rows = _ends(np.bincount(reading.queries, minlength=count))
    shared = csr_array((reading.squares, columns, rows), shape=(count, len(used))) @ holders
    return np.repeat(np.arange(count), np.diff(shared.indptr)), shared.indices, shared.data


def _ends(sizes: Whole) -> Whole:
    return np.concatenate(([0], np.cumsum(sizes)))
