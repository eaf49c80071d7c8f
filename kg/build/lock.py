"""One build at a time in a directory."""

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
    from filelock import FileLock, Timeout

    directory.mkdir(parents=True, exist_ok=True)
    lock = FileLock(directory / "lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BuildLockedError(
            f"another build is running in {directory}; wait for it, or choose another folder"
        ) from None
    try:
        yield
    finally:
        lock.release()
