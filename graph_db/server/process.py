"""Starts and stops the server's process, which outlives the one that started it."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from medkg.graph_db.errors import ServerStartError, ServerStopError
from medkg.graph_db.server.command import environment

_STOP_SECONDS = 60.0
_REAP_SECONDS = 2.0


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
    """Whether ``process`` is gone, reaping it where it is a child of ours.

    One that another process started and has not yet reaped is gone too.
    """
    if _gone(process):
        return True
    with suppress(psutil.NoSuchProcess):
        return bool(process.status() == psutil.STATUS_ZOMBIE)
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
    if _ends(process):
        return
    process.kill()
    if not _ends(process):
        raise ServerStopError(f"process {process.pid} does not end")


def _ends(process: psutil.Process) -> bool:
    """Whether ``process`` ends within a minute; its parent has two seconds to reap it."""
    deadline = time.monotonic() + _STOP_SECONDS
    while not _gone(process) and time.monotonic() < deadline:
        if ended(process):
            deadline = min(deadline, time.monotonic() + _REAP_SECONDS)
        time.sleep(0.05)
    return ended(process)


def _gone(process: psutil.Process) -> bool:
    try:
        process.wait(timeout=0)
    except psutil.TimeoutExpired:
        return False
    return True
