"""Counts as pictures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.extraction.picture import save_picture
from medkg.kg.stats.breakdown import BREAKDOWNS, UNKNOWN, Breakdown
from medkg.kg.stats.statistics import Count, Statistics

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 25
"""Categories drawn; the others are drawn as one."""


def write_plots(statistics: Statistics, folder: Path) -> list[Path]:
    """Draw each breakdown that has counts as ``folder/KEY.png`` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = [one for one in BREAKDOWNS if statistics.counts[one.key]]
    return [_write(one, statistics.counts[one.key], folder / f"{one.key}.png") for one in drawn]


def _write(breakdown: Breakdown, counts: Sequence[Count], file: Path) -> Path:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8, 4.5), layout="constrained")
    axes = figure.subplots()
    _steps(axes, counts) if breakdown.ordered else _categories(axes, _fewer(counts))
    axes.set_title(f"{breakdown.name} ({sum(one.number for one in counts):,})")
    axes.spines[["top", "right"]].set_visible(False)
    save_picture(figure, file)
    return file


def _fewer(counts: Sequence[Count]) -> list[Count]:
    rest = counts[MOST:]
    return [
        *counts[:MOST],
        *([Count(f"{len(rest)} others", sum(one.number for one in rest))] if rest else []),
    ]


def _categories(axes: "Axes", counts: Sequence[Count]) -> None:
    bars = axes.barh([_told(one.label) for one in counts], [one.number for one in counts], color="#4c72b0")
    axes.bar_label(bars, fmt="{:,.0f}", padding=3, fontsize="small")
    axes.invert_yaxis()
    axes.margins(x=0.12)
    axes.tick_params(axis="y", labelsize="small")


def _steps(axes: "Axes", counts: Sequence[Count]) -> None:
    from matplotlib.ticker import MaxNLocator

    known = [one for one in counts if one.label != UNKNOWN]
    if all(one.label.isdecimal() for one in known):
        axes.bar([int(one.label) for one in known], [one.number for one in known], color="#4c72b0")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    else:
        axes.bar([one.label for one in known], [one.number for one in known], color="#4c72b0")
        axes.tick_params(axis="x", rotation=45)
    unknown = sum(one.number for one in counts) - sum(one.number for one in known)
    if unknown:
        axes.set_xlabel(f"and {unknown:,} of which it is unknown")


def _told(label: str) -> str:
    return label if len(label) <= 40 else f"{label[:39]}…"
