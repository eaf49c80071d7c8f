"""The annotated documents that names were learned from, kept as digests, one a line."""

from collections.abc import Iterable
from pathlib import Path

_FILE = "learned_from.txt"


def write_learned(digests: Iterable[str], folder: Path) -> None:
    """Writes ``digests`` into ``folder``."""
    lines = "".join(f"{digest}\n" for digest in sorted(set(digests)))
    (folder / _FILE).write_text(lines, encoding="ascii")


def read_learned(folder: Path) -> tuple[str, ...]:
    """What :func:`write_learned` wrote into ``folder``; nothing where it did not."""
    path = folder / _FILE
    return tuple(path.read_text(encoding="ascii").split()) if path.exists() else ()
