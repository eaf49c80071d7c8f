"""The facts of a graph in memory, and what networkx tells of them."""

from medkg.kg.network.analysis import (
    Chain,
    Community,
    Link,
    Ranked,
    chain,
    communities,
    ranked,
)
from medkg.kg.network.facts import network
from medkg.kg.network.plots import draw_communities, draw_ranks

__all__ = [
    "Chain",
    "Community",
    "Link",
    "Ranked",
    "chain",
    "communities",
    "draw_communities",
    "draw_ranks",
    "network",
    "ranked",
]
