"""What stands out in the facts of a graph, by networkx: PageRank, communities, the surest chain."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, Any

from medkg.kg.predicate import PREDICATES

if TYPE_CHECKING:
    from networkx import DiGraph, Graph, MultiDiGraph

SEED = 1
"""Communities are found in a random order; with one seed the same graph has the same ones."""
_MEMBERS = 8
_SYMMETRIC = frozenset(name for name, predicate in PREDICATES.items() if predicate.symmetric)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A concept with its PageRank (Brin and Page 1998, damping 0.85; all concepts' together are 1).

    ``facts`` are those that it stands in.
    """

    id: str
    name: str
    type: str
    rank: float
    facts: int


@dataclass(frozen=True, slots=True)
class Community:
    """Concepts that hang together more than with others; ``members`` are the best ranked of them.

    ``concepts`` are how many there are; ``within`` is the part of the belief of all their facts, in [0, 1],
    that lies between two of them.
    """

    concepts: int
    within: float
    members: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A fact of a chain."""

    subject: str
    predicate: str
    object: str
    key: str
    belief: float


@dataclass(frozen=True, slots=True)
class Chain:
    """The surest chain of facts, of any length: ``belief`` is the product of its facts' beliefs.

    ``ids`` and ``concepts`` are those of its concepts in turn, and their names.
    """

    belief: float
    ids: tuple[str, ...]
    concepts: tuple[str, ...]
    links: tuple[Link, ...]


def ranked(facts: "MultiDiGraph", *, type: str | None = None) -> tuple[Ranked, ...]:
    """The concepts of :func:`medkg.kg.network.network` (of one ``type``, if given), the highest ranked first.

    What many believed facts point to ranks high; a fact counts by its belief, a symmetric one both ways.
    """
    from networkx import pagerank

    ranks = pagerank(directed(facts), weight="belief") if len(facts) else {}
    ordered = sorted(ranks, key=lambda id: (-ranks[id], id))
    return tuple(_ranked(facts, id, ranks[id]) for id in ordered if type in (None, facts.nodes[id]["type"]))


def communities(facts: "MultiDiGraph", *, resolution: float = 1.0) -> tuple[Community, ...]:
    """Communities by the method of Louvain (Blondel et al. 2008) over beliefs, the largest first.

    A higher ``resolution`` makes more and smaller ones.

    Raises:
        ValueError: for a ``resolution`` that is not above 0.
    """
    from networkx.algorithms.community import louvain_communities

    if not resolution > 0.0:
        raise ValueError(f"a resolution of {resolution} is not allowed; above 0 is")
    graph = undirected(facts)
    if len(graph) == 0:
        return ()
    found = louvain_communities(graph, weight="belief", resolution=resolution, seed=SEED)
    place = {id: number for number, ids in enumerate(found) for id in ids}
    members: list[list[Ranked]] = [[] for _ in found]
    for one in ranked(facts):
        members[place[one.id]].append(one)
    made = [_community(graph, ids, best) for ids, best in zip(found, members, strict=True)]
    return tuple(sorted(made, key=lambda one: (-one.concepts, one.members[0].id)))


def chain(facts: "MultiDiGraph", first: str, second: str) -> Chain | None:
    """The surest chain of facts between the concepts with ids ``first`` and ``second``, in either direction.

    It is the shortest path (Dijkstra) over the costs ``-ln(belief)``; None where there is no chain.
    """
    from networkx import NetworkXNoPath, shortest_path

    if first not in facts or second not in facts:
        return None
    try:
        ids = shortest_path(facts.to_undirected(as_view=True), first, second, weight="cost")
    except NetworkXNoPath:
        return None
    links = tuple(_surest(facts, *ends) for ends in pairwise(ids))
    names = tuple(facts.nodes[id]["name"] for id in ids)
    return Chain(prod(link.belief for link in links), tuple(ids), names, links)


def directed(facts: "MultiDiGraph") -> "DiGraph":
    """One edge for all facts from one concept to another, with the sum of their beliefs.

    A symmetric fact, which a graph holds in one direction, is from either of its concepts to the other.
    """
    from networkx import DiGraph

    graph = _summed(facts, DiGraph())
    for start, end, data in facts.edges(data=True):
        if data.get("predicate") in _SYMMETRIC:
            _add(graph, end, start, data["belief"])
    return graph


def undirected(facts: "MultiDiGraph") -> "Graph":
    """One edge for all facts between two concepts, with the sum of their beliefs."""
    from networkx import Graph

    return _summed(facts, Graph())


def _summed(facts: "MultiDiGraph", graph: Any) -> Any:
    """``graph`` with the concepts of ``facts``, and for each pair of them the sum of its facts' beliefs."""
    graph.add_nodes_from(facts)
    for start, end, belief in facts.edges(data="belief"):
        _add(graph, start, end, belief)
    return graph


def _add(graph: Any, start: str, end: str, belief: float) -> None:
    before = graph.get_edge_data(start, end, {"belief": 0.0})["belief"]
    graph.add_edge(start, end, belief=before + belief)


def _ranked(facts: "MultiDiGraph", id: str, rank: float) -> Ranked:
    node = facts.nodes[id]
    return Ranked(id, node["name"], node["type"], rank, facts.degree(id))


def _community(graph: "Graph", ids: Collection[str], members: Sequence[Ranked]) -> Community:
    inside = graph.subgraph(ids).size(weight="belief")
    every = sum(belief for *_, belief in graph.edges(ids, data="belief"))
    return Community(len(ids), inside / every, tuple(members[:_MEMBERS]))


def _surest(facts: "MultiDiGraph", first: str, second: str) -> Link:
    between = [
        Link(start, data["predicate"], end, key, data["belief"])
        for start, end in ((first, second), (second, first))
        for key, data in (facts.get_edge_data(start, end) or {}).items()
    ]
    return min(between, key=lambda link: (-link.belief, link.key))
