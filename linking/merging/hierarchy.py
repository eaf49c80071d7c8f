"""Hierarchies without circles."""

from collections.abc import Iterable
from dataclasses import replace

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie

Circle = tuple[Curie, ...]


def circles(concepts: Iterable[Concept]) -> list[Circle]:
    """Sets of ``concepts`` that are above themselves: strongly connected components of the graph of parents,
    each sorted.
    """
    import networkx

    graph = networkx.DiGraph()
    graph.add_edges_from((concept.curie, parent) for concept in concepts for parent in concept.parents)
    found = [part for part in networkx.strongly_connected_components(graph) if len(part) > 1]
    return sorted(tuple(sorted(part)) for part in found)


def without_circles(concepts: Iterable[Concept], found: Iterable[Circle]) -> tuple[Concept, ...]:
    """``concepts`` in their order; those of a circle of ``found`` lose the parents in the same circle, and no
    concept is its own parent.
    """
    circle_of = {curie: number for number, circle in enumerate(found) for curie in circle}
    return tuple(_straight(concept, circle_of) for concept in concepts)


def _straight(concept: Concept, circle_of: dict[Curie, int]) -> Concept:
    own = circle_of.get(concept.curie)
    if own is None and concept.curie not in concept.parents:
        return concept
    kept = (parent for parent in concept.parents if own is None or circle_of.get(parent) != own)
    return replace(concept, parents=tuple(parent for parent in kept if parent != concept.curie))
