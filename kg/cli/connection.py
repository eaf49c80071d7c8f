"""Opens the store that the options, the environment or the local server name."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from medkg.graph_db.connection import Connection
    from medkg.graph_db.store import Store


@contextmanager
def open_store(
    uri: str | None, user: str | None, database: str | None, *, timeout: float = 600.0
) -> Iterator["Store"]:
    """A connected store; closed at the end. No statement takes longer than ``timeout`` seconds.

    The password comes from NEO4J_PASSWORD, from the local server's own file, or from a hidden prompt.

    Raises:
        typer.BadParameter: for a ``uri`` that is no address.
        StoreError: when no server answers or it refuses.
    """
    from medkg.graph_db.store import Store

    with Store.open(_with_password(_find(uri, user, database)), timeout=timeout) as store:
        yield store


def _find(uri: str | None, user: str | None, database: str | None) -> "Connection":
    from medkg.graph_db.connection import find_connection
    from medkg.graph_db.errors import InvalidConnection

    try:
        return find_connection(uri, user, database)
    except InvalidConnection as error:
        if uri is None:
            raise
        raise typer.BadParameter(str(error), param_hint="--uri") from None


def _with_password(connection: "Connection") -> "Connection":
    if connection.password is not None or not sys.stdin.isatty():
        return connection
    from getpass import getpass

    return replace(connection, password=getpass(f"Password of {connection.user} at {connection.uri}: "))
