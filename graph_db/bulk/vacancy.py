"""Whether a database may be replaced: empty, and nobody connected to it."""

from medkg.graph_db.errors import InUse, NotEmpty
from medkg.graph_db.loading.bookkeeping import LOCK_LABEL, STAMP_LABEL
from medkg.graph_db.store import Store

_ANYTHING = f"MATCH (n) WHERE NOT n:{STAMP_LABEL}|{LOCK_LABEL} RETURN 1 AS one LIMIT 1"
_CLIENTS = "CALL dbms.listConnections() YIELD clientAddress, userAgent RETURN clientAddress, userAgent"


def check_vacant(store: Store) -> None:
    """Sees to it that the database of ``store`` holds no node and that this is the only connection.

    Raises:
        NotEmpty: when there are nodes.
        InUse: when others are connected.
    """
    if store.read(_ANYTHING):
        raise NotEmpty(
            f"the database at {store.uri} is not empty; load without --bulk, which writes only what differs"
        )
    others = store.read(_CLIENTS)[1:]
    if others:
        told = sorted({str(one["userAgent"]) for one in others})
        raise InUse(
            f"{len(others)} more connections are open to {store.uri} ({', '.join(told)[:100]}), and a bulk "
            "import restarts the server; close them first, or load without --bulk"
        )
