"""One build at a time in a directory."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medkg.kg.build.errors import BuildLockedError


@contextmanager
def build_lock(directory: Path) -> Iterator[None]:
    """Hold ``directory`` for one build; the system lets go of it when the process ends, however it ends.

    Raises:
        BuildLockedError: if another build holds it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    handle = os.open(directory / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(handle, directory)
        yield
    finally:
        os.close(handle)


def _take(handle: int, directory: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BuildLockedError(
            f"another build is running in {directory}; wait for it, or choose another folder"
        ) from None
