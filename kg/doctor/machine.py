"""The interpreter, the disk and the graphics card."""

import platform
import shutil
import sys
from collections.abc import Iterator

from medkg.graph_db.server.folders import data_folder
from medkg.kg.doctor import graphics
from medkg.kg.doctor.check import Check, found, missing

OLDEST, NEWEST = (3, 11), (3, 12)
NEEDED_BYTES = 2_000_000_000


def checks() -> Iterator[Check]:
    """Python, disk, CUDA."""
    yield _python()
    yield _disk()
    yield graphics.check()


def _python() -> Check:
    version = platform.python_version()
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return found("Python", version)
    return missing("Python", f"{version}; 3.11 or 3.12 is needed", "make setup PYTHON=python3.11")


def _disk() -> Check:
    folder = data_folder()
    standing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(standing).free
    detail = f"{free / 1e9:.1f} GB free for {folder}"
    if free >= NEEDED_BYTES:
        return found("disk", detail)
    return missing(
        "disk", f"{detail}; {NEEDED_BYTES / 1e9:.0f} GB are needed", "export MEDKG_DATA=FOLDER_WITH_SPACE"
    )
