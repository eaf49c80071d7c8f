"""The last stage: which concepts of a build are kinds of which others, by the vocabularies."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from medkg.kg.build.hashing import digest
from medkg.kg.build.parts import LinkerPart
from medkg.kg.build.shards import Shards
from medkg.kg.build.tables import HIERARCHY
from medkg.linking.curie import Curie

if TYPE_CHECKING:
    from networkx import DiGraph

VERSION = "1"


def arrange(shards: Shards, assembled: str, linker: LinkerPart) -> tuple[str, bool]:
    """The shard of the hierarchy of the concepts in shard ``assembled``, and whether it had to be made."""
    name = "hierarchy-" + digest(VERSION, assembled, linker.version)
    if shards.has(name):
        return name, False
    ids = shards.column(assembled, "concepts", "id")
    kinds = reduced(parents_above(ids, linker), ids)
    rows = ({"child": child, "parent": parent} for child, parent in kinds)
    shards.write(name, {"hierarchy": HIERARCHY}, {"hierarchy": rows})
    return name, True


def parents_above(ids: Iterable[str], linker: LinkerPart) -> dict[str, tuple[str, ...]]:
    """The parents of ``ids``, and theirs in turn up to the top, as ``linker`` knows them."""
    parents: dict[str, tuple[str, ...]] = {}
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        if id not in parents:
            parents[id] = _parents(id, linker)
            waiting += parents[id]
    return parents


def reduced(parents: Mapping[str, Sequence[str]], named: Iterable[str]) -> list[tuple[str, str]]:
    """The pairs of a child and what it is directly a kind of among ``named``, in order.

    That is the transitive reduction (Aho, Garey and Ullman 1972) of "is above" by ``parents``, kept to
    ``named``: no pair follows from others, and all that is above follows from them. Concepts that are above
    one another are not told apart, so between them stands nothing.
    """
    from networkx import DiGraph, strongly_connected_components

    graph = DiGraph([(child, parent) for child, above in parents.items() for parent in above])
    circle = {id: number for number, ids in enumerate(strongly_connected_components(graph)) for id in ids}
    wanted = {id for id in named if id in graph}
    above = {id: _above(id, graph, circle, wanted) for id in wanted}
    return sorted(
        (id, parent)
        for id, known in above.items()
        for parent in known
        if not any(parent in above[between] for between in known)
    )


def _above(id: str, graph: "DiGraph", circle: Mapping[str, int], wanted: set[str]) -> set[str]:
    from networkx import descendants

    return {one for one in descendants(graph, id) & wanted if circle[one] != circle[id]}


def _parents(id: str, linker: LinkerPart) -> tuple[str, ...]:
    concept = linker.concept(Curie.parse(id))
    if concept is None or str(concept.curie) != id:
        return ()
    found = (linker.concept(parent) for parent in concept.parents)
    return tuple(str(parent.curie) for parent in found if parent is not None)
