"""Which names are nearest to a query, found by its rarest trigrams."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

_LEFT = 0.2
_MOST_READ = 30_000
_LEAST_OF_BEST = 0.5

Numbers = NDArray[np.int32]
Sums = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Posting:
    """The names that hold a trigram, ascending, and the square of the trigram's weight."""

    names: Numbers
    square: float


def nearest(
    postings: Sequence[Posting], norms: NDArray[np.float32], allowed: NDArray[np.bool_], limit: int
) -> list[tuple[int, float]]:
    """The ``limit`` names most similar to a query with ``postings``, with their cosines, best first; none
    that has less than half of the best cosine. ``norms`` are those of all names; ``allowed`` are looked for.

    Only names that share one of the rarest trigrams are compared (prefix filtering: Bayardo, Ma and Srikant,
    2007). What is left out of these weighs at most a fifth of the query, so that every name with a cosine of
    sqrt(0.2) = 0.45 or more is found, unless reading ends before at 30,000 entries of the postings.
    """
    whole = sqrt(sum(posting.square for posting in postings))
    rare, common = _split(sorted(postings, key=lambda posting: len(posting.names)))
    names, sums = _summed(rare, allowed)
    if not len(names):
        return []
    scale = norms[names].astype(np.float64)
    kept = _promising(sums, scale, sum(posting.square for posting in common), limit)
    names, sums, scale = names[kept], sums[kept], scale[kept]
    for posting in common:
        sums = sums + posting.square * _holds(posting.names, names)
    return _best(names, sums / (scale * whole), limit)


def _split(rarest_first: Sequence[Posting]) -> tuple[Sequence[Posting], Sequence[Posting]]:
    """The postings to read and those to look names up in."""
    left, read, at = sum(posting.square for posting in rarest_first), 0, 0
    least = _LEFT * left
    while left > least and (not at or read + len(rarest_first[at].names) <= _MOST_READ):
        left -= rarest_first[at].square
        read += len(rarest_first[at].names)
        at += 1
    return rarest_first[:at], rarest_first[at:]


def _summed(postings: Sequence[Posting], allowed: NDArray[np.bool_]) -> tuple[Numbers, Sums]:
    """The names in ``postings`` with the sums of their squares."""
    rows = np.concatenate([posting.names for posting in postings])
    squares = np.repeat([posting.square for posting in postings], [len(one.names) for one in postings])
    fits = allowed[rows]
    rows, squares = rows[fits], squares[fits]
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    return rows[starts], np.add.reduceat(squares[order], starts) if len(starts) else squares


def _promising(sums: Sums, scale: Sums, left: float, limit: int) -> NDArray[np.intp]:
    """Where names stand that may be among the ``limit`` best once what is ``left`` is added."""
    least, most = sums / scale, np.minimum(sums + left, scale**2) / scale
    bar = _LEAST_OF_BEST * float(least.max())
    if len(least) > limit:
        bar = max(bar, float(np.partition(least, -limit)[-limit]))
    return np.flatnonzero(most >= bar * (1.0 - 1e-6))


def _holds(row: Numbers, names: Numbers) -> NDArray[np.bool_]:
    places = np.minimum(np.searchsorted(row, names), len(row) - 1)
    found: NDArray[np.bool_] = row[places] == names
    return found


def _best(names: Numbers, scores: Sums, limit: int) -> list[tuple[int, float]]:
    near = np.flatnonzero(scores >= _LEAST_OF_BEST * float(scores.max()))
    order = near[np.lexsort((names[near], -scores[near]))[:limit]]
    return [(int(names[at]), min(1.0, float(scores[at]))) for at in order]
