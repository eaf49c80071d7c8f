"""What a load writes besides the rows: names that begin with an underscore, which no row may use.

- ``_digest`` on a node or edge: the digest (64 bits) of the row that it was last set from.
- ``_in_GRAPH`` on a node or edge: it belongs to that graph.
- ``_foreign`` on a node or edge: others made it before any load met it; no load deletes it or takes
  properties away.
- ``(:_Graph)`` nodes: the stamp of each graph (:mod:`medkg.graph_db.loading.stamp`).
- ``(:_Lock)``: what a running load holds (:mod:`medkg.graph_db.loading.lock`).
"""

from collections.abc import Iterable

from medkg.graph_db.schema import is_name

DIGEST = "_digest"
FOREIGN = "_foreign"
MEMBERSHIP = "_in_"
STAMP_LABEL = "_Graph"
LOCK_LABEL = "_Lock"


def is_bookkeeping(name: str) -> bool:
    """Whether a property or label is the load's own."""
    return name.startswith("_")


def membership(graph: str) -> str:
    """The property that marks the members of ``graph``.

    Raises:
        ValueError: for a name that is not a letter followed by letters, digits and underscores.
    """
    if not is_name(graph):
        raise ValueError(
            f"{graph!r} is no graph name; a letter, then letters, digits and underscores are allowed"
        )
    return MEMBERSHIP + graph


def visible(names: Iterable[str]) -> list[str]:
    """The names that are not bookkeeping, sorted."""
    return sorted(name for name in names if not is_bookkeeping(name))
