"""What a load writes besides the rows: names that begin with an underscore, which no row may use.

- ``_digest`` on a node or edge: the digest of the row that it was last set from.
- ``_in_GRAPH`` on a node or edge: it belongs to that graph; the value is the digest of the batch that
  carried it.
- ``_foreign`` on a node or edge: others made it before any load met it; no load deletes it or takes
  properties away.
- ``(:_LoadBatch)`` nodes: the ledger of a load that has not ended.
"""

from collections.abc import Iterable

from medkg.graph_db.schema import is_name

DIGEST = "_digest"
FOREIGN = "_foreign"
MEMBERSHIP = "_in_"
LEDGER_LABEL = "_LoadBatch"


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
