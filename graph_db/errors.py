"""Every error of the store.

StoreError
├── Unreachable               no server answers (retryable)
│   └── CommitUnknown         the connection broke during a commit
├── AuthenticationFailed      the server refused user or password
├── TransientFailure          the server asks to try again (retryable)
├── QueryFailed               the server refused a statement
│   ├── WriteRefused          a write in a read
│   ├── ReadOnlyDatabase      the database takes no writes
│   ├── UnknownDatabase       the server has no database of that name
│   └── WriteFailed           the server could not write to its disk
├── InvalidConnection         an address that cannot be one
├── LoadError
│   ├── LoadRunning           another load is writing (retryable)
│   ├── SchemaTooNew          a later release loaded the graph
│   ├── NotEmpty              a bulk import into a database that is not empty
│   ├── InUse                 a bulk import while others are connected
│   ├── ImportFailed          the server's importer refused what it was given
│   ├── InvalidRow            a node or edge that the schema or Neo4j does not allow
│   ├── RepeatedRow           one key twice with different content
│   └── DanglingEdge          an edge whose end is missing
└── ServerError               the local server
    ├── ServerStartError      it did not come up
    │   ├── PortTaken
    │   └── JavaNotFound
    ├── ServerStopError       it did not go down
    └── DownloadError         a Java archive could not be had (retryable)
"""


class StoreError(Exception):
    """Something about the store failed; ``retryable`` tells whether the same call may succeed later."""

    retryable: bool = False


class Unreachable(StoreError):
    """No server answers at the address, or the connection broke."""

    retryable = True


class CommitUnknown(Unreachable):
    """The connection broke while a transaction was being committed: it may be in the database or not.

    Only work that looks at what is there before it writes may be done again.
    """


class AuthenticationFailed(StoreError):
    """The server refused the user or the password."""


class TransientFailure(StoreError):
    """The server could not do it now (deadlock, leader change, memory) after the driver's own retries."""

    retryable = True


class QueryFailed(StoreError):
    """The server refused a statement; ``code`` is Neo4j's status code."""

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.code = code


class WriteRefused(QueryFailed):
    """A statement of a read wanted to write."""


class ReadOnlyDatabase(QueryFailed):
    """The database takes no writes."""


class UnknownDatabase(QueryFailed):
    """The server has no database of that name."""


class WriteFailed(QueryFailed):
    """The server could not write to its disk."""


class InvalidConnection(StoreError):
    """An address, user or database name that cannot be one."""


class LoadError(StoreError):
    """Rows that cannot be loaded."""


class LoadRunning(LoadError):
    """Another load is writing to the same database."""

    retryable = True


class SchemaTooNew(LoadError):
    """A later release than this one loaded the graph."""


class NotEmpty(LoadError):
    """A bulk import wants a database without nodes."""


class InUse(LoadError):
    """A bulk import stops the server, and others are connected to it."""

    retryable = True


class ImportFailed(LoadError):
    """The server's importer did not take the rows; nothing of them is in the database."""


class InvalidRow(LoadError):
    """A node or edge with a name that the schema lacks or a value that Neo4j cannot hold."""


class RepeatedRow(LoadError):
    """One key given twice with different content."""


class DanglingEdge(LoadError):
    """An edge to or from a node that is not in the graph."""


class ServerError(StoreError):
    """The local server failed."""


class ServerStartError(ServerError):
    """The local server did not come up."""


class PortTaken(ServerStartError):
    """Another program listens on the port."""


class JavaNotFound(ServerStartError):
    """No Java runtime of a version that Neo4j takes."""


class ServerStopError(ServerError):
    """The local server did not go down."""


class DownloadError(ServerError):
    """A Java archive could not be downloaded or had the wrong content."""

    retryable = True
