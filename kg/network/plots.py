"""Ranks and communities as pictures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.extraction.picture import save_picture
from medkg.kg.network.analysis import Community, Ranked
from medkg.kg.network.community_plot import community_figure
from medkg.kg.network.names import shortened

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

_LONGEST = 40
_BARS = 40


def draw_ranks(found: Sequence[Ranked], file: Path) -> None:
    """Draw the first ranks as bars into a PNG ``file``."""
    from matplotlib.figure import Figure

    shown = found[:_BARS]
    figure = Figure(figsize=(8, 1.2 + 0.22 * len(shown)), layout="constrained")
    axes = figure.subplots()
    axes.barh([shortened(one.name, _LONGEST) for one in shown], [one.rank for one in shown], color="#4c72b0")
    axes.invert_yaxis()
    axes.set_xlabel("PageRank")
    axes.tick_params(axis="y", labelsize="small")
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, file)


def draw_communities(facts: "MultiDiGraph", found: Sequence[Community], file: Path) -> None:
    """Draw the largest communities (:mod:`medkg.kg.network.community_plot`) into a PNG ``file``."""
    _save(community_figure(facts, found), file)


def _save(figure: "Figure", file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    save_picture(figure, file)
