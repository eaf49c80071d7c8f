"""Temperatures and thresholds from development documents."""

from collections.abc import Mapping

import numpy as np

from medkg.extraction.relations.development import Judged, best_score, calibration_error, temperature
from medkg.extraction.relations.record import Calibration


def calibrate(judged: Mapping[str, Judged]) -> dict[str, Calibration]:
    """For each judged predicate its temperature, and the probability that decides best for F1."""
    return {name: _calibrated(item) for name, item in judged.items() if item.right.any()}


def _calibrated(judged: Judged) -> Calibration:
    score = best_score(judged)
    value = temperature(judged)
    threshold = float(1 / (1 + np.exp(-score.threshold / value)))
    return Calibration(value, threshold, calibration_error(judged, value), score)
