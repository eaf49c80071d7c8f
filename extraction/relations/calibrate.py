"""Temperatures and thresholds from development documents."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from medkg.extraction.relations.development import Judged, best_score, calibration_error, temperature
from medkg.extraction.relations.record import Calibration

LEAST_PRECISION = 0.5
LEAST_F1 = 0.5


def calibrate(judged: Mapping[str, Judged]) -> dict[str, Calibration]:
    """For each judged predicate its temperature, and the probability that decides best for F1.

    Pairs that a sentence holds and pairs across sentences are calibrated apart. At least half of what is
    taken on development documents must be right. A predicate whose F1 within sentences stays below a half
    all the same is left out, and the model never gives it: on texts of other fields it would invent. So are
    pairs across sentences of a predicate that cannot reach that precision.
    """
    within = {name: _calibrated(item.within()) for name, item in judged.items() if item.within().right.any()}
    return {
        name: replace(item, across=_across(judged[name].across()))
        for name, item in within.items()
        if item.score.f1 >= LEAST_F1
    }


def _across(judged: Judged) -> Calibration | None:
    if not judged.right.any():
        return None
    found = _calibrated(judged)
    return found if found.score.f1 > 0 else None


def _calibrated(judged: Judged) -> Calibration:
    score = best_score(judged, precision=LEAST_PRECISION)
    value = temperature(judged)
    threshold = float(1 / (1 + np.exp(-score.threshold / value)))
    return Calibration(value, threshold, calibration_error(judged, value), score)
