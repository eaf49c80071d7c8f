"""The best paths between two nodes of a small graph, the best first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from math import log

EQUAL = 1e-9
"""Weights nearer to one another than this part of them may be the same, multiplied in another order."""


@dataclass(frozen=True, slots=True)
class Step:
    """A fact that a path may go along, in either direction."""

    key: str
    subject: str
    object: str
    belief: float

    def other(self, end: str) -> str:
        """The other end."""
        return self.object if end == self.subject else self.subject


Steps = tuple[Step, ...]


@dataclass(frozen=True)
class PathSearch:
    """Searches paths from ``first`` to ``second`` along ``steps`` that pass no node twice.

    Their weight is the product of the steps' beliefs and, for each node between the ends, of
    ``1 / ln(1 + degree)``. Nodes without one of ``degrees`` are not passed.
    """

    first: str
    second: str
    steps: Iterable[Step]
    degrees: Mapping[str, int]

    def best(self, *, hops: int, limit: int) -> list[Steps]:
        """The ``limit`` heaviest paths of at most ``hops`` steps, and those as heavy as the last of them."""
        found: list[Steps] = []
        least = 0.0
        for bound, path in self._heaviest_first(hops):
            if len(found) >= limit and bound <= least * (1.0 - EQUAL):
                break
            found.append(path)
            least = bound
        return found

    def _heaviest_first(self, hops: int) -> Iterator[tuple[float, Steps]]:
        """Best-first search: no path's bound, its weight with the best way on to the end, is ever too low."""
        near = self._neighbours()
        ways_on = self._ways_on(near, hops)
        start = ways_on[hops].get(self.first, 0.0)
        heap: list[tuple[float, int, tuple[str, ...], float, tuple[str, ...], Steps]] = [
            (-start, 0, (), 1.0, (self.first,), ())
        ]
        while heap:
            bound, length, keys, weight, nodes, path = heappop(heap)
            if nodes[-1] == self.second:
                yield -bound, path
                continue
            for step in near[nodes[-1]] if length < hops else ():
                node = step.other(nodes[-1])
                left = hops - length - 1
                if node in nodes or node not in ways_on[left]:
                    continue
                entered = weight * step.belief * self._passing(node)
                order = (-entered * ways_on[left][node], length + 1, (*keys, step.key))
                heappush(heap, (*order, entered, (*nodes, node), (*path, step)))

    def _neighbours(self) -> Mapping[str, list[Step]]:
        near: defaultdict[str, list[Step]] = defaultdict(list)
        for step in {step.key: step for step in self.steps}.values():
            if self._open(step.subject) and self._open(step.object):
                near[step.subject].append(step)
                near[step.object].append(step)
        return near

    def _ways_on(self, near: Mapping[str, list[Step]], hops: int) -> list[dict[str, float]]:
        """For 0, 1, ... steps the weight of the best way on to the second end, from each node with one."""
        ways = [{self.second: 1.0}]
        for _ in range(hops):
            reached = dict(ways[-1])
            for node, weight in ways[-1].items():
                for step in near[node] if node != self.first else ():
                    there = step.other(node)
                    way = step.belief * self._passing(node) * weight
                    reached[there] = max(way, reached.get(there, 0.0))
            ways.append(reached)
        return ways

    def _open(self, node: str) -> bool:
        return node in (self.first, self.second) or node in self.degrees

    def _passing(self, node: str) -> float:
        return 1.0 if node in (self.first, self.second) else passing(self.degrees[node])


def passing(degree: int) -> float:
    """The weight of passing a node with so many facts."""
    return 1.0 / log(1.0 + degree)
