"""Folders that something is written in before it takes its place."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path

_MARK = "unfinished"


@contextmanager
def unfinished(directory: Path) -> Iterator[Path]:
    """An empty folder beside ``directory``, which is removed in the end.

    Those that killed processes left for the same ``directory`` are removed before. A folder in use is told
    by a lock on it, which ends with its process; where the file system has no locks none is removed.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    start = f".{directory.name}-{_MARK}-"
    with _opened(directory.parent) as parent:
        _locks(parent, fcntl.LOCK_EX)
        for left in directory.parent.glob(f"{escape(start)}*"):
            _remove_unused(left)
        aside = Path(tempfile.mkdtemp(dir=directory.parent, prefix=start))
        lock = os.open(aside, os.O_RDONLY)
        _locks(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        os.close(lock)


def _remove_unused(left: Path) -> None:
    with suppress(OSError), _opened(left) as folder:
        if _locks(folder, fcntl.LOCK_EX | fcntl.LOCK_NB):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _locks(descriptor: int, how: int) -> bool:
    try:
        fcntl.flock(descriptor, how)
    except OSError:
        return False
    return True
