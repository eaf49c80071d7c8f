"""The parameters of belief, fitted on development documents by ``benchmarks/belief.py``."""

from dataclasses import dataclass
from math import exp, log

from medkg.kg.document_kind import DocumentKind

_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class BeliefModel:
    """How much a piece of evidence weighs.

    A piece of text with score ``s`` is right with probability ``1 / (1 + exp(-x))`` where ``x = intercept +
    slope * ln(s / (1 - s)) + k``, s kept 0.0001 away from 0 and 1, and k the log of the factor by which the
    odds differ in a document of its kind: ``trial``, ``review``, ``case_report``, ``note``, 0 for an article.
    A row of a curated table weighs its score. One that doubts weighs ``possible`` times that; the i-th best
    piece of one paper counts ``repeat ** i``.

    Raises:
        ValueError: for a slope that is not above 0 (a better score would weigh less), or for factors outside
            [0, 1].
    """

    intercept: float
    slope: float
    possible: float
    repeat: float
    trial: float = 0.0
    review: float = 0.0
    case_report: float = 0.0
    note: float = 0.0

    def __post_init__(self) -> None:
        if self.slope <= 0 or not (0 <= self.possible <= 1 and 0 <= self.repeat <= 1):
            raise ValueError(f"{self}: a slope above 0 and factors from 0 to 1 are allowed")

    def weight(self, score: float, kind: DocumentKind = DocumentKind.ARTICLE) -> float:
        """The probability that a piece of text with ``score`` in [0, 1] from a document of ``kind`` is right.

        >>> round(BeliefModel(intercept=0.0, slope=1.0, possible=0.5, repeat=0.5).weight(0.8), 6)
        0.8
        """
        kept = min(max(score, _LEAST), 1 - _LEAST)
        logit = self.intercept + self.slope * log(kept / (1 - kept)) + self._offset(kind)
        return 1.0 / (1.0 + exp(-logit))

    def _offset(self, kind: DocumentKind) -> float:
        match kind:
            case DocumentKind.TRIAL:
                return self.trial
            case DocumentKind.REVIEW:
                return self.review
            case DocumentKind.CASE_REPORT:
                return self.case_report
            case DocumentKind.NOTE:
                return self.note
            case DocumentKind.ARTICLE:
                return 0.0


KINDS = {"trial": log(1.5), "review": 0.0, "case_report": -log(1.5), "note": -2 * log(1.5)}
"""What is supposed of kinds before any judged pair: half as much odds again a step of evidence levels."""

MODEL = BeliefModel(intercept=0.2816, slope=1.108, possible=0.7064, repeat=0.298, **KINDS)
"""Fitted on 120 abstracts that no model was trained on: 80 of BC5CDR, 40 of BioRED; kinds are as supposed."""
