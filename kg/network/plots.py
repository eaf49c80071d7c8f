"""Ranks and communities as pictures."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medkg.extraction.picture import save_picture
from medkg.kg.network.analysis import SEED, Community, Ranked, undirected

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from networkx import MultiDiGraph

MOST = 12
"""Communities that are drawn; of more the names could not be read."""
_MEMBERS = 5
_BARS = 40


def draw_ranks(found: Sequence[Ranked], file: Path) -> None:
    """Draw the first ranks as bars into a PNG ``file``."""
    from matplotlib.figure import Figure

    shown = found[:_BARS]
    figure = Figure(figsize=(8, 1.2 + 0.22 * len(shown)), layout="constrained")
    axes = figure.subplots()
    axes.barh([_told(one.name) for one in shown], [one.rank for one in shown], color="#4c72b0")
    axes.invert_yaxis()
    axes.set_xlabel("PageRank")
    axes.tick_params(axis="y", labelsize="small")
    axes.spines[["top", "right"]].set_visible(False)
    _save(figure, file)


def draw_communities(facts: "MultiDiGraph", found: Sequence[Community], file: Path) -> None:
    """Draw the best ranked concepts of the largest communities, one colour each, into a PNG ``file``."""
    import networkx
    from matplotlib.figure import Figure

    colours = {
        member.id: f"C{place % 10}"
        for place, one in enumerate(found[:MOST])
        for member in one.members[:_MEMBERS]
    }
    graph = undirected(facts).subgraph(colours)
    places = networkx.spring_layout(graph, weight="belief", seed=SEED, k=0.5)
    names = {id: _told(facts.nodes[id]["name"]) for id in graph}
    figure = Figure(figsize=(11, 8), layout="constrained")
    axes = figure.subplots()
    networkx.draw_networkx_edges(graph, places, ax=axes, edge_color="#bbbbbb", width=0.8)
    networkx.draw_networkx_nodes(
        graph, places, ax=axes, node_size=90, node_color=[colours[id] for id in graph]
    )
    networkx.draw_networkx_labels(graph, places, names, ax=axes, font_size=7, verticalalignment="bottom")
    axes.set_axis_off()
    axes.margins(0.1)
    _save(figure, file)


def _save(figure: "Figure", file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    save_picture(figure, file)


def _told(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
