"""What an index was compiled from."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

FORMAT = 1
"""Raised when files or normal forms change, so that an index of another format is compiled anew."""

_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A compiled source: its ``version``, how many ``concepts`` it gave and the SHA-256 of their records."""

    name: str
    version: str
    concepts: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sources of an index, in order of trust, and what came of them."""

    sources: tuple[SourceSummary, ...]
    concepts: int
    names: int
    format: int = FORMAT

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that depend on the content of the sources and on the format, and on
        nothing else.
        """
        content = [self.format, [(source.name, source.sha256) for source in self.sources]]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]

    def write(self, directory: Path) -> None:
        """Writes ``manifest.json``."""
        sources = [
            {part: getattr(source, part) for part in SourceSummary.__slots__} for source in self.sources
        ]
        counts = {
            "format": self.format,
            "version": self.version,
            "concepts": self.concepts,
            "names": self.names,
        }
        text = json.dumps({**counts, "sources": sources}, indent=2)
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> "Manifest | None":
        """The manifest in ``directory``; None where no index of any format is."""
        path = directory / _FILE
        if not path.is_file():
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
        sources = tuple(SourceSummary(**source) for source in content["sources"])
        return cls(sources, content["concepts"], content["names"], content["format"])
