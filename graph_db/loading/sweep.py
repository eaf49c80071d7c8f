"""Takes out of a graph what its rows no longer have."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from medkg.graph_db.errors import DanglingEdge
from medkg.graph_db.loading import cypher
from medkg.graph_db.loading.bookkeeping import DIGEST, FOREIGN
from medkg.graph_db.loading.digests import Digests
from medkg.graph_db.progress import Progress
from medkg.graph_db.store import Store

_AT_ONCE = 10_000


def not_given(store: Store, patterns: Iterable[str], digests: Digests, *, member: str) -> list[str]:
    """The element ids of the members of all ``patterns`` whose rows were not given."""
    gone: list[str] = []
    for pattern in patterns:
        members = store.stream(cypher.digests(pattern), {"member": member})
        for some in _chunks(members):
            given = digests.are_given([row["digest"] or 0 for row in some])
            gone += [row["element"] for row, kept in zip(some, given, strict=True) if not kept]
    return gone


def check_held(store: Store, nodes: Sequence[str], edges: Digests, *, member: str) -> None:
    """Sees to it that no edge that stays needs one of ``nodes``, which are to go.

    Raises:
        DanglingEdge: naming the edge.
    """
    for some in _chunks(nodes):
        held = store.stream(cypher.HELD_NODES, {"elements": some, "member": member})
        for rows in _chunks(held):
            stays = edges.are_given([row["digest"] or 0 for row in rows])
            for row in (row for row, given in zip(rows, stays, strict=True) if given):
                raise DanglingEdge(
                    f"edge ({row['type']} {row['key']!r}) needs node {row['id']!r}, which is no longer given"
                )


def sweep_edges(store: Store, elements: Sequence[str], *, member: str, progress: Progress) -> int:
    """Takes edges out of the graph; the number of those that were deleted.

    What belongs to another graph too only loses the mark. So does what others made.
    """
    return _sweep(store, cypher.SWEEP_EDGES, elements, member, "removing old edges", progress)


def sweep_nodes(store: Store, elements: Sequence[str], *, member: str, progress: Progress) -> int:
    """Takes nodes out of the graph; one that others' edges hold is theirs from then on."""
    return _sweep(store, cypher.SWEEP_NODES, elements, member, "removing old nodes", progress)


def _sweep(
    store: Store, statement: str, elements: Sequence[str], member: str, stage: str, progress: Progress
) -> int:
    parameters: dict[str, Any] = {
        "member": member,
        "leave": {member: None},
        "release": {member: None, DIGEST: None, FOREIGN: None},
    }
    deleted = done = 0
    for some in _chunks(elements):
        deleted += int(store.write(statement, parameters | {"elements": some})[0]["deleted"])
        done += len(some)
        progress(stage, done, len(elements))
    return deleted


def _chunks(items: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(items)
    while some := list(islice(left, _AT_ONCE)):
        yield some
