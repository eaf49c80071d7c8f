"""Which Java archives a server runs from: a Neo4j that the user unpacked, or the pinned ones."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from medkg.graph_db.errors import ServerStartError
from medkg.graph_db.progress import Progress
from medkg.graph_db.server.download import fetch_jars
from medkg.graph_db.server.jars import NEO4J_VERSION


@dataclass(frozen=True, slots=True)
class Distribution:
    """A folder of archives and Neo4j's version."""

    archives: Path
    version: str


def find_distribution(folder: Path, *, progress: Progress) -> Distribution:
    """The distribution that NEO4J_HOME names, which needs no network; else the pinned archives in ``folder``.

    Raises:
        ServerStartError: when NEO4J_HOME is set to something that is no Neo4j of 5.26 or later.
        DownloadError: when archives are missing and cannot be had.
    """
    home = os.environ.get("NEO4J_HOME")
    if home:
        return _unpacked(Path(home).absolute())
    versioned = folder / NEO4J_VERSION
    fetch_jars(versioned, progress=progress)
    return Distribution(versioned, NEO4J_VERSION)


def _unpacked(home: Path) -> Distribution:
    for jar in (home / "lib").glob("neo4j-kernel-[0-9]*.jar"):
        match = re.fullmatch(r"neo4j-kernel-((\d+)\.(\d+)[.\w-]*)\.jar", jar.name)
        if match and (int(match[2]), int(match[3])) >= (5, 26):
            return Distribution(home / "lib", match[1])
    raise ServerStartError(f"NEO4J_HOME={home} holds no Neo4j 5.26 or later (lib/neo4j-kernel-VERSION.jar)")
