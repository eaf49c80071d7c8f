"""True positives, false positives and false negatives, and what is computed from them."""

from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers were right (``tp``), wrong (``fp``) and missed (``fn``).

    Precision is tp / (tp + fp), recall tp / (tp + fn), F1 their harmonic mean 2 tp / (2 tp + fp + fn), all in
    [0, 1]; a fraction of nothing by nothing is 0.

    >>> Counts(tp=3, fp=1, fn=2).f1
    0.6666666666666666

    Raises:
        ValueError: for a negative count.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __post_init__(self) -> None:
        if min(self.tp, self.fp, self.fn) < 0:
            raise ValueError(f"counts tp={self.tp} fp={self.fp} fn={self.fn} are not allowed below 0")

    @classmethod
    def between(cls, gold: AbstractSet[Hashable], found: AbstractSet[Hashable]) -> "Counts":
        """The counts of ``found`` against ``gold``; as sets, so that repeats count once."""
        return cls(tp=len(gold & found), fp=len(found - gold), fn=len(gold - found))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float:
        """The part of the answers that is right."""
        return _fraction(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float:
        """The part of what should be found that is found."""
        return _fraction(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _fraction(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    def as_json(self) -> dict[str, float | int]:
        """The object printed for these counts: precision, recall, f1, tp, fp, fn."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
        }


def _fraction(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
