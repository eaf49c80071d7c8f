"""A connection to a Neo4j: reads that cannot write, writes, and transactions of several statements."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from medkg.graph_db.connection import Connection, find_connection
from medkg.graph_db.failures import our_errors
from medkg.graph_db.plain import plain

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction, Record, Session
    from neo4j import Transaction as DriverTransaction

Rows = list[dict[str, Any]]
T = TypeVar("T")

_TIMEOUT_SECONDS = 600.0
_RETRY_SECONDS = 30.0
_CONNECT_SECONDS = 15.0


class Transaction:
    """Statements that take effect together or not at all."""

    def __init__(self, driver_transaction: "ManagedTransaction") -> None:
        self._driver_transaction = driver_transaction

    def run(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Runs one statement and returns its rows as plain values."""
        result = self._driver_transaction.run(cypher, dict(parameters or {}))
        return [_row(record) for record in result]


class Held:
    """A transaction that stays open, and with it the locks that it took."""

    def __init__(self, session: "Session", transaction: "DriverTransaction") -> None:
        self._session = session
        self._transaction = transaction

    def alive(self) -> bool:
        """Whether the transaction is still open at the server."""
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            self._transaction.run("RETURN 1").consume()
        except (DriverError, Neo4jError):
            return False
        return True

    def close(self) -> None:
        """Undoes it and lets go of its locks."""
        from neo4j.exceptions import DriverError, Neo4jError

        with suppress(DriverError, Neo4jError):
            self._transaction.close()
        with suppress(DriverError, Neo4jError):
            self._session.close()


class Store:
    """A connection to a Neo4j of 5.26 or later (Community, Enterprise, Aura); a context manager.

    Every method raises the errors of :mod:`medkg.graph_db.errors` and no other: :class:`Unreachable`,
    :class:`AuthenticationFailed`, :class:`TransientFailure` (after the driver's own retries of 30 s),
    :class:`QueryFailed`. Make one with :meth:`connect`.
    """

    def __init__(
        self, connection: Connection, driver: "Driver", *, timeout: float = _TIMEOUT_SECONDS
    ) -> None:
        self._connection = connection
        self._driver = driver
        self._timeout = timeout

    @classmethod
    def connect(
        cls,
        uri: str | None = None,
        user: str | None = None,
        database: str | None = None,
        *,
        password: str | None = None,
        timeout: float = _TIMEOUT_SECONDS,
    ) -> Self:
        """Connects and makes sure that the server answers.

        What is None comes from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, else from the
        local server. ``timeout`` is the longest that one transaction may take, in seconds.
        """
        return cls.open(find_connection(uri, user, database, password=password), timeout=timeout)

    @classmethod
    def open(
        cls, connection: Connection, *, timeout: float = _TIMEOUT_SECONDS, patience: float = _RETRY_SECONDS
    ) -> Self:
        """Connects to a known server and makes sure that it answers.

        ``patience`` is how long, in seconds, a transaction that failed for a passing reason is tried again.
        """
        with our_errors(connection.uri):
            driver = _driver(connection, patience)
            try:
                driver.verify_connectivity()
            except BaseException:
                driver.close()
                raise
        return cls(connection, driver, timeout=timeout)

    @property
    def uri(self) -> str:
        """The server's address."""
        return self._connection.uri

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """The rows of a statement; the server refuses one that writes (:class:`WriteRefused`)."""
        with our_errors(self.uri), self._session("READ") as session:
            return session.execute_read(self._work(lambda transaction: transaction.run(cypher, parameters)))

    def write(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """The rows of a statement that may write."""
        return self.transaction(lambda transaction: transaction.run(cypher, parameters))

    def transaction(self, work: Callable[[Transaction], T]) -> T:
        """Runs ``work`` in one writing transaction; it may be called again when the server asks to retry."""
        with our_errors(self.uri), self._session("WRITE") as session:
            return session.execute_write(self._work(work))

    def stream(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a reading statement one by one, without holding them all and without retries."""
        with (
            our_errors(self.uri),
            self._session("READ") as session,
            session.begin_transaction(timeout=self._timeout) as transaction,
        ):
            for record in transaction.run(cypher, dict(parameters or {})):
                yield _row(record)

    def hold(self, cypher: str, *, timeout: float) -> Held:
        """Runs ``cypher`` in a transaction that stays open; ``timeout`` in seconds, 0 for none."""
        with our_errors(self.uri):
            session = self._session("WRITE")
            try:
                transaction = session.begin_transaction(timeout=timeout)
                transaction.run(cypher).consume()
            except BaseException:
                session.close()
                raise
        return Held(session, transaction)

    def close(self) -> None:
        """Ends the connection; closing twice is fine."""
        self._driver.close()

    def _work(self, work: Callable[[Transaction], T]) -> Callable[["ManagedTransaction"], T]:
        from neo4j import unit_of_work

        @unit_of_work(timeout=self._timeout)
        def within(driver_transaction: "ManagedTransaction") -> T:
            return work(Transaction(driver_transaction))

        return within

    def _session(self, access: str) -> "Session":
        return self._driver.session(
            database=self._connection.database, default_access_mode=access, fetch_size=2000
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({self._connection!r})"


def _driver(connection: Connection, patience: float) -> "Driver":
    from neo4j import GraphDatabase, NotificationMinimumSeverity

    return GraphDatabase.driver(
        connection.uri,
        auth=None if connection.password is None else (connection.user, connection.password),
        connection_timeout=_CONNECT_SECONDS,
        max_transaction_retry_time=patience,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        user_agent="medkg",
    )


def _row(record: "Record") -> dict[str, Any]:
    return {name: plain(value) for name, value in zip(record.keys(), record.values(), strict=True)}
