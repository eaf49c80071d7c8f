"""Waits until a starting server answers."""

import time
from pathlib import Path

import psutil

from medkg.graph_db.errors import PortTaken, ServerStartError
from medkg.graph_db.progress import Progress
from medkg.graph_db.server.password import USER
from medkg.graph_db.server.process import ended

_START_SECONDS = 600
_LOG_LINES = 5


def wait_until_ready(
    process: psutil.Process, uri: str, password: str, *, instance: Path, progress: Progress
) -> None:
    """Returns when the server at ``uri`` lets our user in.

    Raises:
        PortTaken: when another program took the port meanwhile.
        ServerStartError: when the process ended, refuses our password or does not answer in ten minutes.
    """
    begun = time.monotonic()
    while (waited := time.monotonic() - begun) < _START_SECONDS:
        progress("starting Neo4j", int(waited), None)
        if ended(process):
            raise _failure(instance)
        if _answers(uri, password):
            return
        time.sleep(0.2)
    raise ServerStartError(
        f"Neo4j did not answer at {uri} within {_START_SECONDS} s; see {instance / 'logs'}"
    )


def _answers(uri: str, password: str) -> bool:
    from neo4j import GraphDatabase
    from neo4j.exceptions import AuthError, DriverError, Neo4jError

    try:
        with GraphDatabase.driver(uri, auth=(USER, password), connection_timeout=5) as driver:
            driver.verify_connectivity()
    except AuthError:
        raise ServerStartError(f"the server at {uri} refuses the password in its folder") from None
    except (DriverError, Neo4jError):
        return False
    return True


def _failure(instance: Path) -> ServerStartError:
    lines = [
        line
        for name in ("neo4j.log", "console.log")
        if (instance / "logs" / name).exists()
        for line in (instance / "logs" / name).read_text(errors="replace").splitlines()[-_LOG_LINES:]
    ]
    told = " | ".join(lines) or "it left no log"
    if "Address already in use" in told:
        return PortTaken(f"the port was taken by another program while Neo4j started: {told}")
    return ServerStartError(f"Neo4j ended while starting: {told}")
