"""Hierarchies without circles."""

from array import array
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie

Circle = tuple[Curie, ...]
Whole: TypeAlias = "array[int]"


def circles(concepts: Iterable[Concept]) -> list[Circle]:
    """Sets of ``concepts`` that are above themselves: strongly connected components of the graph of parents,
    each sorted.
    """
    numbers: dict[Curie, int] = {}
    children, parents = array("l"), array("l")
    for concept in concepts:
        for parent in concept.parents:
            children.append(numbers.setdefault(concept.curie, len(numbers)))
            parents.append(numbers.setdefault(parent, len(numbers)))
    named = list(numbers)
    found = strongly_connected(children, parents, len(named))
    return sorted(tuple(sorted(named[number] for number in part)) for part in found)


def strongly_connected(children: Whole, parents: Whole, count: int) -> list[list[int]]:
    """The circles among ``count`` numbers, each in order."""
    if not len(children):
        return []
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    ones = np.ones(len(children), np.bool_)  # so that an edge named often stays one
    graph = csr_array((ones, (np.asarray(children), np.asarray(parents))), shape=(count, count))
    _, parts = connected_components(graph, directed=True, connection="strong")
    sizes = np.bincount(parts)
    within = np.flatnonzero(sizes[parts] > 1)
    found: dict[int, list[int]] = {}
    for number in within.tolist():
        found.setdefault(int(parts[number]), []).append(number)
    return list(found.values())


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
