"""Probabilities and thresholds from development documents."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from medkg.extraction.relations.development import Judged, Score, best_score, score_at
from medkg.extraction.relations.record import Calibration
from medkg.extraction.relations.scaling import calibration_error, fit_scaling

LEAST_PRECISION = 0.5
LEAST_F1 = 0.4
NEAR = {"CONTRAINDICATED_IN": 0.9}
"""Predicates whose threshold is the lowest with this share of the best F1: a contraindication that is missed
costs more than one that is doubted.
"""


def calibrate(judged: Mapping[str, Judged], alone: Mapping[str, Judged]) -> dict[str, Calibration]:
    """What makes each judged predicate's logits probabilities, and the probability that decides best for F1.

    ``judged`` are the pairs of development documents each of which was joined with one that has nothing to do
    with it, since in real texts most things that stand near each other are unrelated: the threshold is
    chosen among them. ``alone`` are those of the documents by themselves: the probabilities are fitted to
    them, and the scores are of them. Pairs that a sentence holds and pairs across sentences are calibrated
    apart, where both are among the relations. At least half of what is taken must be right, among strangers
    and alone; pairs within or across sentences of a predicate that cannot reach that are not taken. A
    predicate whose F1 over both stays below two fifths all the same is left out, and the model never gives
    it: on texts of other fields it would invent.
    """
    within = {
        name: _calibrated(_nearest(item), _nearest(alone[name]), NEAR.get(name, 1.0))
        for name, item in judged.items()
        if item.right.any()
    }
    found = {
        name: replace(item, across=_across(judged[name].across(), alone[name].across(), NEAR.get(name, 1.0)))
        for name, item in within.items()
    }
    return {name: item for name, item in found.items() if _f1(item, alone[name].relations) >= LEAST_F1}


def _f1(calibration: Calibration, relations: int) -> float:
    """F1 of pairs within and across sentences together, of so many relations."""
    scores = [calibration.score, *([calibration.across.score] if calibration.across else [])]
    hits = sum(score.recall * score.relations for score in scores)
    taken = sum(score.recall * score.relations / score.precision for score in scores if score.precision)
    return 2 * hits / (taken + relations) if relations else 0.0


def _nearest(judged: Judged) -> Judged:
    """The pairs that a sentence holds; all of them where none of these is related."""
    return judged.within() if judged.within().right.any() else judged


def _across(judged: Judged, alone: Judged, near: float) -> Calibration | None:
    if not judged.right.any():
        return None
    found = _calibrated(judged, alone, near)
    return found if found.score.f1 > 0 else None


def _calibrated(judged: Judged, alone: Judged, near: float) -> Calibration:
    scaling = fit_scaling(alone)
    error = calibration_error(alone, scaling)
    score = _score(judged, alone, near)
    if not score.f1:
        return Calibration(scaling.temperature, scaling.offset, 1.0, error, score)
    threshold = float(scaling.probabilities(np.array([score.threshold]))[0])
    return Calibration(scaling.temperature, scaling.offset, threshold, error, score)


def _score(judged: Judged, alone: Judged, near: float) -> Score:
    """The score alone at the threshold that is best among strangers, or best alone where that is too low."""
    chosen = best_score(judged, precision=LEAST_PRECISION, near=near)
    if not chosen.f1:
        return chosen
    score = score_at(alone, chosen.threshold)
    if score.precision >= LEAST_PRECISION:
        return score
    return best_score(alone, precision=LEAST_PRECISION, near=near)
