"""Names of shards: a hash of all that their content depends on."""

import hashlib
import json
from pathlib import Path
from typing import Any

_DIGITS = 32


def digest(*parts: Any) -> str:
    """The first 32 hexadecimal digits of SHA-256 over ``parts`` as JSON (sorted keys, UTF-8)."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(json.dumps(part, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass"))
        hashed.update(b"\x1e")
    return hashed.hexdigest()[:_DIGITS]


def file_digest(path: Path) -> str:
    """The SHA-256 of the file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
