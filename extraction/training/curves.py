"""A training's curves as a picture."""

from collections.abc import Sequence
from pathlib import Path

from medkg.extraction.picture import save_picture
from medkg.extraction.training.record import EpochRecord


def draw_curves(records: Sequence[EpochRecord], path: Path) -> None:
    """Loss by epoch, and development F1 of each corpus or predicate, as PNG; written aside, then renamed."""
    from matplotlib import colormaps
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 4), layout="constrained")
    left, right = figure.subplots(1, 2)
    right.set_prop_cycle(color=list(colormaps["tab20"](range(20))))
    epochs = [record.epoch for record in records]
    left.plot(epochs, [record.loss for record in records], marker="o")
    left.set(title="Training loss", xlabel="epoch", ylabel="mean loss of a batch", ylim=(0, None))
    for name in sorted({name for record in records for name in record.development}):
        scores = [record.development.get(name, {}).get("f1", float("nan")) for record in records]
        right.plot(epochs, scores, marker="o", label=name)
    measured = [record for record in records if record.selection is not None]
    right.set(title="Development", xlabel="epoch", ylabel="F1", ylim=(0, 1))
    if measured:
        numbers, selection = zip(*((record.epoch, record.selection) for record in measured), strict=True)
        right.plot(numbers, selection, color="black", linestyle="--", label="selection")
        figure.legend(fontsize="small", loc="outside right upper")
    for axes in (left, right):
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(alpha=0.3)
    save_picture(figure, path)
