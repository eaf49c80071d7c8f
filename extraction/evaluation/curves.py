"""Reliability as a picture, precision and recall by threshold as a table."""

import csv
from pathlib import Path

import numpy as np

from medkg.extraction.evaluation.calibration import (
    Flags,
    Floats,
    expected_calibration_error,
    operating_points,
    reliability,
)
from medkg.extraction.evaluation.scores import Scores


def write_curves(scores: Scores, folder: Path) -> None:
    """Writes ``reliability.png`` and ``precision_recall.csv`` into ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    _draw_reliability(scores, folder / "reliability.png")
    _write_precision_recall(scores, folder / "precision_recall.csv")


def _draw_reliability(scores: Scores, path: Path) -> None:
    from matplotlib.figure import Figure

    given, right = _arrays(scores)
    bins = reliability(given, right)
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, label="perfect")
    means, shares = [bin.mean_score for bin in bins], [bin.share_right for bin in bins]
    error = expected_calibration_error(given, right)
    axes.plot(means, shares, marker="o", label=f"calibration error {error:.3f} ({len(given)} answers)")
    for bin in bins:
        axes.annotate(str(bin.count), (bin.mean_score, bin.share_right), (4, -10), textcoords="offset points")
    axes.set(xlabel="score", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")
    aside = path.with_suffix(".aside")
    figure.savefig(aside, format="png", dpi=110)
    aside.replace(path)


def _write_precision_recall(scores: Scores, path: Path) -> None:
    given, right = _arrays(scores)
    aside = path.with_suffix(".aside")
    with aside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("min_score", "precision", "recall", "f1"))
        for point in operating_points(given, right, gold=scores.micro.tp + scores.micro.fn):
            counts = point.counts
            figures = (counts.precision, counts.recall, counts.f1)
            writer.writerow((point.min_score, *(f"{figure:.4f}" for figure in figures)))
    aside.replace(path)


def _arrays(scores: Scores) -> tuple[Floats, Flags]:
    given = np.array([one.score for one in scores.judged], dtype=float)
    return given, np.array([one.right for one in scores.judged], dtype=bool)
