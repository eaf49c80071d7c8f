"""Synonyms of compiled vocabularies, to learn from and to be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from medkg.linking.index.index import Index
from medkg.linking.index.name_rows import Status
from medkg.linking.names.acronyms import is_acronym

_ONE_IN = 20

Numbers = NDArray[np.int64]


def kept_back(name: str) -> bool:
    """Whether a synonym is kept back from all learning, to be asked: one in twenty, by a hash of the name in
    lower case.
    """
    return int(sha256(name.lower().encode()).hexdigest(), 16) % _ONE_IN == 0


@dataclass(frozen=True, slots=True, eq=False)
class Synonyms:
    """Names of an index but short forms, the number of each one's concept, and which are ``held_out``: the
    synonyms that are kept back (:func:`kept_back`).
    """

    names: Sequence[str]
    concepts: Numbers
    held_out: NDArray[np.bool_]

    @classmethod
    def of(cls, index: Index) -> "Synonyms":
        """Those of ``index``."""
        rows = (index.name(number) for number in range(index.manifest.names))
        kept = [row for row in rows if not is_acronym(row[0])]
        held = [status is not Status.PREFERRED and kept_back(text) for text, status, _ in kept]
        concepts = np.array([concept for _, _, concept in kept], np.int64)
        return cls([text for text, _, _ in kept], concepts, np.array(held, np.bool_))

    @property
    def asked(self) -> NDArray[np.bool_]:
        """The held-out synonyms whose concept has another name that is not."""
        known = np.unique(self.concepts[~self.held_out])
        asked: NDArray[np.bool_] = self.held_out & np.isin(self.concepts, known)
        return asked

    def pairs(self, generator: np.random.Generator, *, most: int) -> Numbers:
        """Pairs of names of one concept, (pairs, 2), in random order: up to ``most`` of each concept's names,
        each with the next of them.
        """
        rows = np.flatnonzero(~self.held_out)
        found = []
        for group in _groups(self.concepts[rows]):
            if len(group) > 1:
                drawn = rows[generator.permutation(group)[:most]]
                found.append(np.stack([drawn, np.roll(drawn, -1)], axis=1))
        pairs = np.concatenate(found) if found else np.zeros((0, 2), dtype=np.int64)
        shuffled: Numbers = pairs[generator.permutation(len(pairs))]
        return shuffled


def _groups(concepts: Numbers) -> list[Numbers]:
    """The rows of each concept."""
    order = np.argsort(concepts, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(concepts[order])) + 1) if len(order) else []
