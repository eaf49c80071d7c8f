"""Folders that are there whole or not at all."""

import ctypes
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from medkg.extraction.unfinished import unfinished

_HERE = -100
_EXCHANGE = 2


@contextmanager
def replaced(directory: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of ``directory`` when the block ends without an error.

    Until then, and after an error or a kill, a folder that was there stays as it was.

    Raises:
        OSError: with the name of ``directory``, if the block could not write.
    """
    with unfinished(directory) as aside:
        _back_in_place(directory)
        try:
            yield aside
        except OSError as error:
            if error.filename is None:
                why = f"cannot be written, and stays as it was: {error.strerror or error}"
                raise OSError(error.errno, why, str(directory)) from error
            raise
        aside.chmod(0o755)
        _put_in_place(aside, directory)


@contextmanager
def restored_on_error(directory: Path) -> Iterator[None]:
    """If the block fails, ``directory`` becomes again what it is now, or is not there if it is not now.

    Its files may be replaced meanwhile, but not written into.
    """
    with unfinished(directory) as aside:
        before = aside / directory.name
        if directory.exists():
            shutil.copytree(directory, before, copy_function=_linked)
        try:
            yield
        except BaseException:
            if before.exists():
                _put_in_place(before, directory)
            else:
                shutil.rmtree(directory, ignore_errors=True)
            raise


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _put_in_place(aside: Path, directory: Path) -> None:
    """Renames ``aside`` to ``directory``; what was there takes the place of ``aside``."""
    if not directory.exists():
        aside.rename(directory)
    elif not _exchanged(aside, directory):
        former = _former(directory)
        shutil.rmtree(former, ignore_errors=True)
        directory.rename(former)
        aside.rename(directory)
        shutil.rmtree(former, ignore_errors=True)


def _back_in_place(directory: Path) -> None:
    """Undoes the first of two renames, where a process was killed before the second."""
    if _former(directory).exists() and not directory.exists():
        _former(directory).rename(directory)


def _former(directory: Path) -> Path:
    return directory.with_name(f".{directory.name}-former")


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the two changed names in one step, which Linux can do and other systems cannot."""
    exchange = getattr(ctypes.CDLL(None), "renameat2", None)
    paths = os.fsencode(one), os.fsencode(other)
    return exchange is not None and not exchange(_HERE, paths[0], _HERE, paths[1], _EXCHANGE)
