"""Temperatures and thresholds from development documents."""

from collections.abc import Mapping

import numpy as np

from medkg.extraction.relations.development import Judged, best_score, calibration_error, temperature
from medkg.extraction.relations.record import Calibration

LEAST_PRECISION = 0.5
LEAST_F1 = 0.5


def calibrate(judged: Mapping[str, Judged]) -> dict[str, Calibration]:
    """For each judged predicate its temperature, and the probability that decides best for F1.

    At least half of what is taken on development documents must be right. A predicate whose F1 stays below a
    half all the same is left out, and the model never gives it: on texts of other fields it would invent.
    """
    calibrated = {name: _calibrated(item) for name, item in judged.items() if item.right.any()}
    return {name: item for name, item in calibrated.items() if item.score.f1 >= LEAST_F1}


def _calibrated(judged: Judged) -> Calibration:
    score = best_score(judged, precision=LEAST_PRECISION)
    value = temperature(judged)
    threshold = float(1 / (1 + np.exp(-score.threshold / value)))
    return Calibration(value, threshold, calibration_error(judged, value), score)
