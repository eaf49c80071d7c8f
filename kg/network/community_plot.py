"""Communities as a picture: each in a field of its own, its best ranked concepts one below the other.

Names stand in rows, so none covers another, whatever they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from medkg.kg.network.analysis import Community, undirected
from medkg.kg.network.names import shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

MOST = 12
"""Communities that are drawn, and as many colours."""
MEMBERS = 6
"""Concepts that are named of each."""

_COLOURS = ("#1f77b4", "#d95f02", "#2ca02c", "#c9302c", "#7b52ab", "#8c564b",
            "#d6569b", "#4d4d4d", "#a3a317", "#17a2b8", "#1b3a6b", "#7a4b00")  # fmt: skip
_COLUMNS = 3
_WIDTH, _HEIGHT = 4.3, 2.1
"""Of a field, in inches."""
_LARGEST, _LEAST = 420.0, 25.0
"""Of a concept's circle, in points squared."""
_LONGEST = 40
_TURN = 0.618
"""The golden section: its multiples keep clear of one another."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a concept is drawn."""

    x: float
    y: float
    colour: str


def community_figure(facts: "MultiDiGraph", found: Sequence[Community]) -> "Figure":
    """The first :data:`MOST` communities of ``facts``: colour by community, circles by PageRank.

    A line stands for the facts between two concepts: coloured within a community, grey between two.
    """
    from matplotlib.figure import Figure

    shown = found[:MOST]
    columns = max(1, min(_COLUMNS, len(shown)))
    lines = max(1, ceil(len(shown) / columns))
    figure = Figure(figsize=(_WIDTH * columns, _HEIGHT * lines + 1.0), layout="constrained")
    axes = figure.subplots()
    axes.set_xlim(-0.02, columns)
    axes.set_ylim(-lines, 0.0)
    axes.set_axis_off()
    places = _places(shown, columns)
    _draw_lines(axes, facts, places)
    for number, one in enumerate(shown):
        _draw_community(axes, one, number, columns, places, _most(shown))
    _draw_legend(figure, axes, _most(shown))
    return figure


def _places(shown: Sequence[Community], columns: int) -> dict[str, _Place]:
    """Members in rows below the head of their field, each a little aside so that lines cover no others."""
    return {
        member.id: _Place(
            number % columns + 0.05 + 0.12 * (row * _TURN % 1.0),
            -(number // columns) - 0.25 - 0.7 * row / MEMBERS,
            _COLOURS[number],
        )
        for number, one in enumerate(shown)
        for row, member in enumerate(one.members[:MEMBERS])
    }


def _draw_lines(axes: "Axes", facts: "MultiDiGraph", places: Mapping[str, _Place]) -> None:
    """Those between two communities first, below all else."""
    for start, end in undirected(facts).subgraph(places).edges:
        one, other = places[start], places[end]
        within = one.colour == other.colour
        axes.plot(
            (one.x, other.x),
            (one.y, other.y),
            color=one.colour if within else "#bbbbbb",
            alpha=0.7 if within else 0.45,
            linewidth=1.3 if within else 0.7,
            zorder=2 if within else 1,
        )


def _draw_community(
    axes: "Axes",
    one: Community,
    number: int,
    columns: int,
    places: Mapping[str, _Place],
    most: float,
) -> None:
    head = f"{number + 1}. {one.concepts} concepts, {one.within:.0%} of their belief within"
    x, y = number % columns + 0.02, -(number // columns) - 0.1
    axes.text(x, y, head, color=_COLOURS[number], fontsize=9, fontweight="bold", va="center", **_over())
    for member in one.members[:MEMBERS]:
        place = places[member.id]
        axes.scatter(place.x, place.y, s=_size(member.rank, most), color=place.colour, zorder=3, linewidths=0)
        text = f"{shortened(member.name, _LONGEST)}"
        axes.text(number % columns + 0.22, place.y, text, fontsize=8, va="center", **_over())


def _draw_legend(figure: "Figure", axes: "Axes", most: float) -> None:
    from matplotlib.lines import Line2D

    sizes = [
        axes.scatter([], [], s=_size(most * part, most), color="#555555", label=f"PageRank {most * part:.4f}")
        for part in (1.0, 0.5, 0.1)
    ]
    kinds = [
        Line2D([], [], color="#555555", linewidth=1.3, label="facts within a community (its colour)"),
        Line2D([], [], color="#bbbbbb", linewidth=0.7, label="facts between two communities"),
    ]
    figure.legend(handles=[*sizes, *kinds], loc="outside lower center", ncols=5, frameon=False, fontsize=8)


def _most(shown: Sequence[Community]) -> float:
    return max((member.rank for one in shown for member in one.members[:MEMBERS]), default=1.0)


def _size(rank: float, most: float) -> float:
    """The area of the circle of ``rank``."""
    return max(_LEAST, _LARGEST * rank / most)


def _over() -> dict[str, Any]:
    """Text that lines do not cross out."""
    return {"zorder": 4, "bbox": {"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "pad": 0.6}}
