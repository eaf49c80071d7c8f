"""Folders that are there whole or not at all."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replaced(directory: Path) -> Iterator[Path]:
    """A folder to write in, which takes the place of ``directory`` when the block ends without an error.

    Until then, and after an error, a folder that was there stays as it was.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}-"))
    try:
        yield aside
        aside.chmod(0o755)
        _put_in_place(aside, directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _put_in_place(aside: Path, directory: Path) -> None:
    if not directory.exists():
        aside.rename(directory)
        return
    former = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}-old-"))
    directory.rename(former / directory.name)
    aside.rename(directory)
    shutil.rmtree(former, ignore_errors=True)
