"""Reliability as a picture, precision and recall by threshold as a table."""

import csv
from pathlib import Path

from medkg.extraction.evaluation.calibration import (
    operating_points,
    reliability,
)
from medkg.extraction.evaluation.scores import Scores
from medkg.extraction.picture import save_picture


def write_curves(scores: Scores, folder: Path) -> None:
    """Writes ``reliability.png`` and ``precision_recall.csv`` into ``folder``, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    _draw_reliability(scores, folder / "reliability.png")
    _write_precision_recall(scores, folder / "precision_recall.csv")


def _draw_reliability(scores: Scores, path: Path) -> None:
    from matplotlib.figure import Figure

    given, right = scores.judgements()
    bins = reliability(given, right)
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1, label="perfect")
    means, shares = [bin.mean_score for bin in bins], [bin.share_right for bin in bins]
    label = f"calibration error {scores.calibration_error:.3f} ({len(given)} answers)"
    axes.plot(means, shares, marker="o", label=label)
    for bin in bins:
        axes.annotate(str(bin.count), (bin.mean_score, bin.share_right), (4, -10), textcoords="offset points")
    axes.set(xlabel="score", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")
    save_picture(figure, path, dpi=110)


def _write_precision_recall(scores: Scores, path: Path) -> None:
    given, right = scores.judgements()
    aside = path.with_suffix(".aside")
    with aside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("min_score", "precision", "recall", "f1"))
        for point in operating_points(given, right, gold=scores.micro.tp + scores.micro.fn):
            counts = point.counts
            figures = (counts.precision, counts.recall, counts.f1)
            writer.writerow((point.min_score, *(f"{figure:.4f}" for figure in figures)))
    aside.replace(path)
