"""Brings a graph that an earlier release loaded to today's bookkeeping, before a load goes on with it.

Version 1 is release 0.1: ``_digest`` was a text, ``_in_GRAPH`` named the batch that brought a row, and
``:_LoadBatch`` nodes were the ledger of a load that had not ended. There was no stamp. Version 2 is this one.
"""

from collections.abc import Callable, Mapping

from medkg.graph_db.errors import SchemaTooNew
from medkg.graph_db.loading.bookkeeping import DIGEST, MEMBERSHIP
from medkg.graph_db.loading.stamp import read_stamp
from medkg.graph_db.progress import Progress
from medkg.graph_db.store import Store

VERSION = 2

_UNSTAMPED = 1
_AT_ONCE = 10_000
_OLD_LEDGER = "_LoadBatch"


def migrate(store: Store, graph: str, *, progress: Progress) -> None:
    """Brings the database of ``store`` to :data:`VERSION`; may be cut off and run again.

    Raises:
        SchemaTooNew: when a later release has loaded ``graph``.
    """
    stamp = read_stamp(store, graph)
    if stamp is not None and stamp.schema > VERSION:
        raise SchemaTooNew(
            f"graph {graph!r} has schema version {stamp.schema}, this medkg knows up to {VERSION}; "
            "update medkg, or load it under another name"
        )
    for version in range(stamp.schema if stamp else _UNSTAMPED, VERSION):
        _STEPS[version](store, progress)


def _from_1(store: Store, progress: Progress) -> None:
    for name in [row["name"] for row in store.read(_OLD_CONSTRAINTS, {"label": _OLD_LEDGER})]:
        store.write(f"DROP CONSTRAINT `{name.replace('`', '``')}` IF EXISTS")
    for pattern in ("MATCH (x)", "MATCH ()-[x]->()"):
        _again(store, f"{pattern} WHERE x.{DIGEST} IS :: STRING NOT NULL {_RENEW}", progress)
    _again(store, f"MATCH (x:{_OLD_LEDGER}) WITH x LIMIT $limit DELETE x RETURN count(*) AS n", progress)


_OLD_CONSTRAINTS = "SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE $label IN labelsOrTypes RETURN name"
_RENEW = f"""
    WITH x LIMIT $limit
    SET x.{DIGEST} = 0
    WITH x UNWIND [name IN keys(x) WHERE name STARTS WITH '{MEMBERSHIP}'] AS name
    SET x[name] = true
    RETURN count(DISTINCT x) AS n
"""
_STEPS: Mapping[int, Callable[[Store, Progress], None]] = {1: _from_1}
"""What brings a database of each version to the next; each may be cut off and run again."""


def _again(store: Store, statement: str, progress: Progress) -> None:
    done = 0
    while changed := store.write(statement, {"limit": _AT_ONCE})[0]["n"]:
        done += changed
        progress("bringing the graph up to date", done, None)
