"""Plain features of a pair of entities, and the mentions of it that stand closest."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medkg.extraction.span import Span

FEATURES = 14
_SENTENCE_WEIGHT = 1_000_000

Ints = npt.NDArray[np.int64]


class Layout:
    """Where the mentions of a window stand; ``title_end`` counts characters."""

    def __init__(self, spans: Sequence[Span], sentences: Sequence[Span], title_end: int) -> None:
        self.starts = np.array([span.start for span in spans], dtype=np.int64)
        ends = np.array([span.end for span in spans], dtype=np.int64)
        firsts = np.array([span.start for span in sentences], dtype=np.int64)
        self.sentences = np.maximum(np.searchsorted(firsts, self.starts, side="right") - 1, 0)
        self.in_title = self.starts < title_end
        self.gaps = np.maximum(
            0, np.maximum(self.starts[:, None] - ends[None], self.starts[None] - ends[:, None])
        )
        self.apart = np.abs(self.sentences[:, None] - self.sentences[None])
        self._order = self.apart * _SENTENCE_WEIGHT + self.gaps

    def closest(self, heads: Sequence[int], tails: Sequence[int]) -> tuple[int, int]:
        """The head and tail mention that are fewest sentences, then fewest characters apart."""
        block = self._order[np.ix_(heads, tails)]
        row, column = divmod(int(block.argmin()), block.shape[1])
        return heads[row], tails[column]


def pair_features(
    layout: Layout,
    entities: Sequence[Sequence[int]],
    families: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    closest: Sequence[tuple[int, int]],
) -> npt.NDArray[np.float32]:
    """Features of each pair (head entity, tail entity), shape (pairs, 14).

    ``entities`` are the mentions of each entity, ``families`` their types' families, ``closest`` the mentions
    of each pair that stand closest (:meth:`Layout.closest`). In order: whether a
    sentence holds both; log(1 + x) of the sentences and of the characters between the closest mentions, of
    the mentions of head and of tail, of the sentences that hold both, and of the entities of the head's and
    of the tail's family; whether head and tail stand in the title; whether each is its family's most
    mentioned; whether the head comes first where they are closest; whether the tail is the closest of its
    family to the head.
    """
    counts = np.array([len(mentions) for mentions in entities])
    titled = [bool(layout.in_title[list(mentions)].any()) for mentions in entities]
    most = {
        name: max(c for c, f in zip(counts, families, strict=True) if f == name) for name in set(families)
    }
    sizes = _sizes(families)
    rows = np.zeros((len(pairs), FEATURES), dtype=np.float32)
    nearest: dict[tuple[int, str], int] = {}
    for row, (head, tail) in enumerate(pairs):
        first, second = closest[row]
        apart, gap = int(layout.apart[first, second]), int(layout.gaps[first, second])
        shared = np.intersect1d(
            layout.sentences[list(entities[head])], layout.sentences[list(entities[tail])]
        )
        nearest[head, families[tail]] = min(gap, nearest.get((head, families[tail]), gap))
        rows[row, :13] = [
            apart == 0,
            np.log1p(apart),
            np.log1p(gap) / 4,
            np.log1p(counts[head]),
            np.log1p(counts[tail]),
            np.log1p(len(shared)),
            np.log1p(sizes[families[head]]),
            np.log1p(sizes[families[tail]]),
            titled[head],
            titled[tail],
            counts[head] == most[families[head]],
            counts[tail] == most[families[tail]],
            layout.starts[first] < layout.starts[second],
        ]
        rows[row, 13] = gap
    for row, (head, tail) in enumerate(pairs):
        rows[row, 13] = rows[row, 13] == nearest[head, families[tail]]
    return rows


def _sizes(families: Sequence[str]) -> dict[str, int]:
    return {name: sum(family == name for family in families) for name in set(families)}
