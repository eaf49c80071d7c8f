"""Small files written whole or not at all."""

import os
import secrets
from pathlib import Path


def write_aside(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Writes ``text`` to a new file beside ``path``, created with ``mode``, and renames it over ``path``."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        create(aside, text, mode=mode)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def create(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Creates ``path`` with ``mode`` from its first moment on.

    Raises:
        FileExistsError: when it is there already.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
