"""Turns the driver's errors into ours; the only file that knows both."""

from collections.abc import Iterator
from contextlib import contextmanager

from medkg.graph_db.errors import (
    AuthenticationFailed,
    CommitUnknown,
    QueryFailed,
    ReadOnlyDatabase,
    StoreError,
    TransientFailure,
    UnknownDatabase,
    Unreachable,
    WriteFailed,
    WriteRefused,
)

_DISK = "the server could not write (is its disk full?)"
_REFUSALS: tuple[tuple[str, type[QueryFailed], str], ...] = (
    ("Neo.ClientError.Statement.AccessMode", WriteRefused, "a read may not write"),
    ("Neo.ClientError.General.ForbiddenOnReadOnlyDatabase", ReadOnlyDatabase, "the database is read-only"),
    ("Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", ReadOnlyDatabase, "the database is read-only"),
    ("Neo.ClientError.Database.DatabaseNotFound", UnknownDatabase, "set --database or NEO4J_DATABASE"),
    ("Neo.DatabaseError.Transaction.TransactionCommitFailed", WriteFailed, _DISK),
    ("Neo.DatabaseError.Transaction.TransactionLogError", WriteFailed, _DISK),
)
"""Codes of refusals that have an error of their own, and what it says."""


@contextmanager
def our_errors(uri: str) -> Iterator[None]:
    """Within it, what the driver raises about the server at ``uri`` comes out as a :class:`StoreError`."""
    from neo4j.exceptions import DriverError, Neo4jError

    try:
        yield
    except (DriverError, Neo4jError) as error:
        raise translated(error, uri) from error
    except UnicodeEncodeError as error:
        raise QueryFailed(f"a text is not valid Unicode ({error.reason})") from error
    except OverflowError as error:
        raise QueryFailed("an integer of more than 64 bits is not allowed") from error


def translated(error: Exception, uri: str) -> StoreError:
    """Our error for one of the driver's."""
    from neo4j.exceptions import (
        AuthError,
        DriverError,
        IncompleteCommit,
        Neo4jError,
        ServiceUnavailable,
        SessionExpired,
    )

    if isinstance(error, AuthError):
        return AuthenticationFailed(f"{uri} refuses user or password; set NEO4J_USERNAME and NEO4J_PASSWORD")
    if isinstance(error, IncompleteCommit):
        return CommitUnknown(f"the connection to {uri} broke during a commit; run this again")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return Unreachable(f"no Neo4j answers at {uri}; is it running? ('medkg neo4j status', NEO4J_URI)")
    if isinstance(error, Neo4jError):
        return _refusal(error.code or "", error.message or "no reason given", error.is_retryable())
    if isinstance(error, DriverError) and error.is_retryable():
        return TransientFailure(str(error))
    return StoreError(str(error))


def _refusal(code: str, message: str, retryable: bool) -> StoreError:
    if retryable:
        return TransientFailure(f"{message} ({code})")
    for known, kind, told in _REFUSALS:
        if code == known:
            return kind(f"{told}: {message}", code=code)
    return QueryFailed(f"{message} ({code})", code=code)
