"""The parameters of belief, fitted on development documents by ``benchmarks/belief.py``."""

from dataclasses import dataclass
from math import exp, log

_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class BeliefModel:
    """How much a piece of evidence weighs.

    A piece of text with score ``s`` is right with probability ``1 / (1 + exp(-x))`` where ``x = intercept +
    slope * ln(s / (1 - s))``, s kept 0.0001 away from 0 and 1. A row of a curated table weighs its score. One
    that doubts weighs ``possible`` times that; the i-th best piece of one paper counts ``repeat ** i``.

    Raises:
        ValueError: for a slope that is not above 0 (a better score would weigh less), or for factors outside
            [0, 1].
    """

    intercept: float
    slope: float
    possible: float
    repeat: float

    def __post_init__(self) -> None:
        if self.slope <= 0 or not (0 <= self.possible <= 1 and 0 <= self.repeat <= 1):
            raise ValueError(f"{self}: a slope above 0 and factors from 0 to 1 are allowed")

    def weight(self, score: float) -> float:
        """The probability that a piece of text with ``score`` in [0, 1] is right.

        >>> round(BeliefModel(intercept=0.0, slope=1.0, possible=0.5, repeat=0.5).weight(0.8), 6)
        0.8
        """
        kept = min(max(score, _LEAST), 1 - _LEAST)
        return 1.0 / (1.0 + exp(-(self.intercept + self.slope * log(kept / (1 - kept)))))


MODEL = BeliefModel(intercept=-0.1237, slope=0.9582, possible=0.6852, repeat=0.5949)
"""Fitted on 120 abstracts that no model was trained on: 80 of BC5CDR, 40 of BioRED."""
