"""Whether scores are probabilities, and what is gained by asking for a greater one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.evaluation.counts import Counts

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers whose score lies in one tenth (or other part) of [0, 1]: how many, their mean score, the
    share of them that is right.
    """

    count: int
    mean_score: float
    share_right: float


def reliability(scores: Floats, right: Flags, *, bins: int = 10) -> tuple[Bin, ...]:
    """The filled bins of equal width, in order of score; both arrays have the shape (answers,)."""
    places = np.minimum((scores * bins).astype(int), bins - 1)
    return tuple(
        Bin(int(at.sum()), float(scores[at].mean()), float(right[at].mean()))
        for place in range(bins)
        if (at := places == place).any()
    )


def expected_calibration_error(scores: Floats, right: Flags, *, bins: int = 10) -> float:
    """The mean distance between score and share of right answers, over bins of equal width, by answers.

    Naeini et al. (2015), Guo et al. (2017); 0 without answers.
    """
    filled = reliability(scores, right, bins=bins)
    gaps = sum(abs(bin.mean_score - bin.share_right) * bin.count for bin in filled)
    return gaps / len(scores) if len(scores) else 0.0


@dataclass(frozen=True, slots=True)
class Operating:
    """What answers of at least ``min_score`` come to."""

    min_score: float
    counts: Counts


def operating_points(
    scores: Floats, right: Flags, *, gold: int, least: Sequence[float] = tuple(np.arange(0, 1, 0.05))
) -> tuple[Operating, ...]:
    """Precision and recall over thresholds ``least``; ``gold`` counts all that should be found."""
    points = []
    for threshold in least:
        taken = scores >= threshold - 1e-9
        hits, answers = int((taken & right).sum()), int(taken.sum())
        counts = Counts(hits, answers - hits, max(gold - hits, 0))
        points.append(Operating(round(float(threshold), 4), counts))
    return tuple(points)
