"""Character trigrams of names: an inverted index for names that are spelled nearly alike."""

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, sqrt
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from medkg.linking.index.batches import Inverted, Near, near
from medkg.linking.index.mapped import mapped
from medkg.linking.index.nearest import Posting, nearest

_MOST_COMMON = 0.04


@lru_cache(maxsize=50_000)
def trigrams(form: str) -> frozenset[str]:
    """The trigrams of each word of ``form``, word edges marked: order of words does not matter, that of
    letters does.

    >>> sorted(trigrams("pain"))
    ['#pa', 'ain', 'in#', 'pai']
    """
    padded = (f"#{word}#" for word in form.split())
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


class NgramIndex:
    """For each trigram the numbers of the names that hold it (compressed sparse rows), with inverse
    frequencies.

    The similarity of a query to a name is the cosine of their sets of trigrams, each weighted with
    ``ln(names / names with it)``; trigrams in over 4 % of all names are not indexed.
    """

    def __init__(
        self,
        grams: marisa_trie.Trie,
        starts: NDArray[np.int64],
        postings: NDArray[np.int32],
        weights: NDArray[np.float32],
        norms: NDArray[np.float32],
    ) -> None:
        self._grams, self._starts, self._postings, self._weights, self._norms = (
            grams,
            starts,
            postings,
            weights,
            norms,
        )
        self._weighed = lru_cache(maxsize=10_000)(self._weigh)
        self._held = lru_cache(maxsize=100_000)(self._grams_of)

    @classmethod
    def write(cls, forms: Sequence[str], directory: Path) -> None:
        """Indexes ``forms`` by their position; an empty form is never found."""
        counts = Counter(gram for form in forms for gram in trigrams(form))
        trie = marisa_trie.Trie(
            gram for gram, count in counts.items() if count <= max(50, _MOST_COMMON * len(forms))
        )
        weights = np.zeros(len(trie), dtype=np.float32)
        for gram, number in trie.items():
            weights[number] = log(1 + len(forms) / counts[gram])
        grams, names, norms = _occurrences(forms, trie, weights)
        order = np.argsort(grams, kind="stable")
        starts = np.zeros(len(trie) + 1, dtype=np.int64)
        np.cumsum(np.bincount(grams, minlength=len(trie)), out=starts[1:])
        (directory / "ngrams.marisa").write_bytes(trie.tobytes())
        np.save(directory / "ngram_starts.npy", starts)
        np.save(directory / "ngram_postings.npy", names[order])
        np.save(directory / "ngram_weights.npy", weights)
        np.save(directory / "ngram_norms.npy", norms)

    @classmethod
    def open(cls, directory: Path) -> "NgramIndex":
        """The index that :meth:`write` made."""
        parts = (mapped(directory / f"ngram_{part}.npy") for part in _PARTS)
        return cls(marisa_trie.Trie().mmap(str(directory / "ngrams.marisa")), *parts)

    def similar(self, form: str, allowed: NDArray[np.bool_], limit: int) -> list[tuple[int, float]]:
        """The ``limit`` names most similar to ``form`` among those ``allowed``, with their cosines, best
        first (:func:`medkg.linking.index.nearest.nearest`).
        """
        postings = [self._posting(gram) for gram in self._held(form)]
        return nearest(postings, self._norms, allowed, limit) if postings else []

    def near(self, forms: Sequence[str]) -> Near:
        """The names that share rare trigrams with each of ``forms``
        (:func:`medkg.linking.index.batches.near`).
        """
        held = [sorted({gram for word in form.split() for gram in self._held(word)}) for form in forms]
        return near(held, Inverted(self._starts, self._postings, self._weights, self._norms))

    def _grams_of(self, form: str) -> tuple[int, ...]:
        return _numbers(self._grams, form)

    def _posting(self, gram: int) -> Posting:
        names = self._postings[self._starts[gram] : self._starts[gram + 1]]
        return Posting(names, float(self._weights[gram]) ** 2)

    def overlap(self, first: str, second: str) -> tuple[float, float]:
        """Of each of two forms, the part of the squared weights of its trigrams that stand in the other too;
        1 for a form of which no trigram is indexed.
        """
        left, right = self._weighed(first), self._weighed(second)
        shared = sum(weight for gram, weight in left.items() if gram in right)
        return _part(shared, left), _part(shared, right)

    def _weigh(self, form: str) -> Mapping[int, float]:
        return {number: float(self._weights[number]) ** 2 for number in self._held(form)}


def _numbers(trie: marisa_trie.Trie, form: str) -> tuple[int, ...]:
    """The trigrams of ``form`` that are indexed, in order, so that sums over them are always the same."""
    numbers = (trie.get(gram) for gram in trigrams(form))
    return tuple(sorted(number for number in numbers if number is not None))


_PARTS = ("starts", "postings", "weights", "norms")


def _part(shared: float, whole: Mapping[int, float]) -> float:
    return min(1.0, shared / total) if (total := sum(whole.values())) else 1.0


def _occurrences(
    forms: Sequence[str], trie: marisa_trie.Trie, weights: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    grams, names = array("i"), array("i")
    norms = np.ones(len(forms), dtype=np.float32)
    for name, form in enumerate(forms):
        held = _numbers(trie, form)
        grams.extend(held)
        names.extend([name] * len(held))
        if held:
            norms[name] = sqrt(sum(float(weights[number]) ** 2 for number in held))
    return np.asarray(grams, dtype=np.int32), np.asarray(names, dtype=np.int32), norms
