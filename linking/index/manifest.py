"""What an index was compiled from."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from medkg.linking.vocabularies.source import SourceFile

FORMAT = 8
"""Raised when files, normal forms or the way of merging change, so that an index of another format is
compiled anew.
"""

_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A compiled source: its ``version``, how many ``concepts`` and ``equivalences`` it gave and the SHA-256
    of both; what its publisher calls this ``release``, and the ``files`` it was read from, if from files.
    """

    name: str
    version: str
    concepts: int
    sha256: str
    equivalences: int = 0
    release: str = ""
    files: tuple[SourceFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """The sources of an index, in order of trust, and what came of them: ``concepts`` with ``names``,
    records ``merged`` into another's concept, ``conflicts`` (matches that were refused) and ``circles`` of
    the hierarchy that were cut; the version of the ``encoder`` whose vectors of names it holds.
    """

    sources: tuple[SourceSummary, ...]
    concepts: int
    names: int
    merged: int = 0
    conflicts: int = 0
    circles: int = 0
    format: int = FORMAT
    encoder: str = ""

    @property
    def version(self) -> str:
        """Twelve hexadecimal digits that depend on the content of the sources, the encoder of names and the
        format, and on nothing else.
        """
        content = [self.format, self.encoder, [(source.name, source.sha256) for source in self.sources]]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]

    def write(self, directory: Path) -> None:
        """Writes ``manifest.json``."""
        fields = asdict(self)
        sources = fields.pop("sources")
        counts = {"format": fields.pop("format"), "version": self.version, **fields}
        text = json.dumps({**counts, "sources": sources}, indent=2)
        (directory / _FILE).write_text(text + "\n", encoding="utf-8")

    @classmethod
    def read(cls, directory: Path) -> "Manifest | None":
        """The manifest in ``directory``; None where no index of any format is."""
        path = directory / _FILE
        if not path.is_file():
            return None
        content = json.loads(path.read_text(encoding="utf-8"))
        sources = tuple(_summary(source) for source in content.pop("sources"))
        del content["version"]
        return cls(sources, **content)


def _summary(fields: dict[str, Any]) -> SourceSummary:
    files = tuple(SourceFile(**file) for file in fields.pop("files", ()))
    return SourceSummary(**fields, files=files)
