"""Temperatures and thresholds from development documents."""

from collections.abc import Mapping

import numpy as np

from medkg.extraction.relations.development import Judged, best_score, calibration_error, temperature
from medkg.extraction.relations.record import Calibration

LEAST_PRECISION = 0.5
LEAST_RECALL = 0.1


def calibrate(judged: Mapping[str, Judged]) -> dict[str, Calibration]:
    """For each judged predicate its temperature, and the probability that decides best for F1.

    At least half of what is taken on development documents must be right. A predicate that cannot be taken
    so, and still find a tenth of its relations, is left out: the model does not find it.
    """
    calibrated = {name: _calibrated(item) for name, item in judged.items() if item.right.any()}
    return {name: item for name, item in calibrated.items() if item.score.recall >= LEAST_RECALL}


def _calibrated(judged: Judged) -> Calibration:
    score = best_score(judged, precision=LEAST_PRECISION)
    value = temperature(judged)
    threshold = float(1 / (1 + np.exp(-score.threshold / value)))
    return Calibration(value, threshold, calibration_error(judged, value), score)
