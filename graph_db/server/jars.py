"""The pinned list of Java archives that make up Neo4j Community."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

NEO4J_VERSION = "5.26.30"


@dataclass(frozen=True, slots=True)
class Jar:
    """One archive: its Maven coordinate and the SHA-256 (hexadecimal) and size in bytes of its content."""

    group: str
    artifact: str
    version: str
    classifier: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """Its file name by Maven's rule, ``artifact-version[-classifier].jar``."""
        return "-".join(part for part in (self.artifact, self.version, self.classifier) if part) + ".jar"

    def is_at(self, path: Path) -> bool:
        """Whether ``path`` holds exactly this archive."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


@cache
def pinned_jars() -> tuple[Jar, ...]:
    """All archives of ``jars.tsv`` (columns: group:artifact:version[:classifier], SHA-256, bytes)."""
    table = resources.files("medkg.graph_db.server").joinpath("jars.tsv").read_text(encoding="utf-8")
    return tuple(_jar(line) for line in table.splitlines()[1:])


def _jar(line: str) -> Jar:
    coordinate, sha256, size = line.split("\t")
    group, artifact, version, classifier = (*coordinate.split(":"), "")[:4]
    return Jar(group, artifact, version, classifier, sha256, int(size))
