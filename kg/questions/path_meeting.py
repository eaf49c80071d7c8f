"""Where the ways from two ends meet, as far as a path over there may be among the best."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

from medkg.kg.questions.path_search import EQUAL, Step

Between = Callable[[Sequence[str], Sequence[str]], list[Step]]
"""The steps from some nodes to others."""

_FIRST, _TIMES = 20, 4
"""How many nodes are looked at first, and how many times as many in each further round."""


def promises(end: str, steps: Iterable[Step], passing: Mapping[str, float]) -> dict[str, float]:
    """The weight of the best step from ``end`` to each node, that of ``passing`` it included."""
    best: dict[str, float] = {}
    for step in steps:
        if end in (step.subject, step.object) and (node := step.other(end)) in passing:
            best[node] = max(best.get(node, 0.0), step.belief * passing[node])
    return best


def met(
    few: Mapping[str, float],
    many: Mapping[str, float],
    between: Between,
    *,
    known: Iterable[float],
    limit: int,
) -> list[Step]:
    """The steps between nodes of ``few`` and of ``many``, given with their promises, that one of the
    ``limit`` heaviest paths may go along.

    A path over two nodes is no heavier than the product of their promises, so none is looked at for which
    that is below the weight of ``limit`` others: those of ``known`` weights, and those that were met before.
    """
    found: list[Step] = []
    weights = nlargest(limit, known)
    reach = max(many.values(), default=0.0)
    for nodes in _rounds(sorted(few, key=lambda node: (-few[node], node))):
        floor = weights[-1] * (1.0 - EQUAL) if len(weights) == limit else 0.0
        best = few[nodes[0]]
        if best * reach < floor:
            break
        steps = between(nodes, [node for node in many if many[node] * best >= floor])
        found += steps
        weights = nlargest(limit, (*weights, *_weights(steps, few, many)))
    return found


def _rounds(nodes: Sequence[str]) -> Iterator[Sequence[str]]:
    start, count = 0, _FIRST
    while start < len(nodes):
        yield nodes[start : start + count]
        start, count = start + count, count * _TIMES


def _weights(steps: Iterable[Step], few: Mapping[str, float], many: Mapping[str, float]) -> Iterator[float]:
    """The weights of paths, one over each of ``steps``."""
    for step in steps:
        start, end = (step.subject, step.object) if step.subject in few else (step.object, step.subject)
        yield few.get(start, 0.0) * step.belief * many.get(end, 0.0)
