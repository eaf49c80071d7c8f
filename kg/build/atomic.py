"""Files and folders that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ASIDE = ".aside-"


def sync(path: Path) -> None:
    """Have the file or folder at ``path`` on disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to write in, which becomes ``path`` when the block ends without an error."""
    aside = path.with_name(ASIDE + path.name)
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    yield aside
    for file in sorted(aside.iterdir()):
        sync(file)
    sync(aside)
    aside.rename(path)
    sync(path.parent)


def write_whole(path: Path, text: str) -> None:
    """``text`` as the file at ``path``, in UTF-8."""
    aside = path.with_name(ASIDE + path.name)
    aside.write_text(text, encoding="utf-8")
    sync(aside)
    aside.replace(path)
    sync(path.parent)
