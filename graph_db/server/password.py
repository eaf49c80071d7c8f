"""The local server's password: random, made once, in a file that only its owner reads."""

import secrets
from pathlib import Path

from medkg.graph_db.errors import ServerStartError
from medkg.graph_db.server.files import write_aside

USER = "neo4j"


def password_file(instance: Path) -> Path:
    """Where the password of the server in ``instance`` is kept."""
    return instance / "password"


def read_password(instance: Path) -> str:
    """The password of the server in ``instance``.

    Raises:
        ServerStartError: when the file is missing, or others than its owner may read it.
    """
    path = password_file(instance)
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise ServerStartError(
            f"the password file {path} is missing; delete {instance} to begin with an empty server"
        ) from None
    if mode & 0o077:
        raise ServerStartError(f"others may read {path}; run: chmod 600 '{path}'")
    return path.read_text(encoding="utf-8").strip()


def ensure_password(instance: Path) -> str:
    """The password, made (256 random bits) where there is none yet.

    Digits only, so that no tool takes it for an option.
    """
    if not password_file(instance).exists():
        write_aside(password_file(instance), secrets.token_hex(32) + "\n")
    return read_password(instance)
