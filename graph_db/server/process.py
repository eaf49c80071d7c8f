"""Starts and stops the server's process, which outlives the one that started it."""

import os
from collections.abc import Sequence
from pathlib import Path

import psutil

from medkg.graph_db.errors import ServerStartError, ServerStopError
from medkg.graph_db.server.command import environment

_STOP_SECONDS = 60.0


def spawn(command: Sequence[str], instance: Path) -> psutil.Process:
    """Starts ``command`` in a session of its own; its output goes to ``logs/console.log``.

    Raises:
        ServerStartError: on Windows.
    """
    if os.name != "posix":
        raise ServerStartError("the local server runs on Linux and macOS; elsewhere set NEO4J_URI")
    console = str(instance / "logs" / "console.log")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    pid = os.posix_spawn(
        command[0],
        list(command),
        environment(instance),
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, console, flags, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    return psutil.Process(pid)


def ended(process: psutil.Process) -> bool:
    """Whether ``process`` is gone, reaping it where it is a child of ours."""
    try:
        process.wait(timeout=0)
    except psutil.TimeoutExpired:
        return False
    return True


def stop(process: psutil.Process) -> None:
    """Asks the process to end and waits; ends it by force after a minute.

    Raises:
        ServerStopError: when it is not ours to stop or does not end.
    """
    try:
        process.terminate()
        _wait(process)
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied:
        raise ServerStopError(f"process {process.pid} belongs to another user") from None


def _wait(process: psutil.Process) -> None:
    try:
        process.wait(timeout=_STOP_SECONDS)
    except psutil.TimeoutExpired:
        process.kill()
        try:
            process.wait(timeout=_STOP_SECONDS)
        except psutil.TimeoutExpired:
            raise ServerStopError(f"process {process.pid} does not end") from None
