"""One load at a time in a database.

The lock is a node that the load has written to in a transaction that it never commits. The server lets go of
it when the loader ends, however it ends.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from medkg.graph_db.errors import LoadRunning, QueryFailed, StoreError, TransientFailure
from medkg.graph_db.loading.bookkeeping import LOCK_LABEL
from medkg.graph_db.store import Held, Store

_CONSTRAINT = f"CREATE CONSTRAINT IF NOT EXISTS FOR (l:{LOCK_LABEL}) REQUIRE l.id IS UNIQUE"
_MAKE = f"MERGE (l:{LOCK_LABEL} {{id: 1}})"
_HOLD = f"MATCH (l:{LOCK_LABEL} {{id: 1}}) SET l.held = true"
_SECONDS = 3.0
_TRIES = 2
_TIMED_OUT = ("TransactionTimedOut", "LockClientStopped", "LockAcquisitionTimeout")


class LoadLock:
    """The lock of the database of ``store``, held from :func:`load_lock` on."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: Held | None = None

    def renew(self) -> None:
        """Takes the lock again where the connection that held it broke (a server that was restarted).

        Raises:
            LoadRunning: when another load has taken it meanwhile.
        """
        if self._held is None or not self._held.alive():
            self.release()
            self._held = self._take()

    def release(self) -> None:
        """Lets go."""
        if self._held is not None:
            self._held.close()
        self._held = None

    def probe(self) -> None:
        """Sees to it that no other load holds the lock.

        It is tried twice, since the first statement of a server that has just started may take as long as one
        that waits for the lock.

        Raises:
            LoadRunning: when one does.
        """
        if not any(self._free() for _ in range(_TRIES)):
            raise LoadRunning(
                f"another load is writing to {self._store.uri}; run this again when it has ended"
            )

    def _free(self) -> bool:
        """Whether the lock is to be had within the time allowed."""
        try:
            self._store.hold(_HOLD, timeout=_SECONDS).close()
        except (QueryFailed, TransientFailure) as error:
            if _is_timeout(error):
                return False
            raise
        return True

    def _take(self) -> Held:
        self.probe()
        return self._store.hold(_HOLD, timeout=0)


@contextmanager
def load_lock(store: Store, prepare: Callable[[], None]) -> Iterator[LoadLock]:
    """Holds the database of ``store`` for one load.

    ``prepare`` is called before, when no other load runs: indexes become ready only while no transaction
    is open.

    Raises:
        LoadRunning: when another load holds it.
    """
    store.write(_CONSTRAINT)
    if not store.read(f"MATCH (l:{LOCK_LABEL} {{id: 1}}) RETURN l.id AS id"):
        store.write(_MAKE)
    lock = LoadLock(store)
    lock.probe()
    prepare()
    lock.renew()
    try:
        yield lock
    finally:
        lock.release()


def _is_timeout(error: StoreError) -> bool:
    return any(code in str(error) for code in _TIMED_OUT)
