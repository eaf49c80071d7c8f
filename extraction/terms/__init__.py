"""Word lists of the rules, as TOML beside this file."""

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path

_FOLDER = Path(__file__).parent
_CHOICE = re.compile(r"\{([^{}]*)\}")


@cache
def words(name: str) -> Mapping[str, frozenset[str]]:
    """The word lists of ``name``.toml: for each key the words, which white space separates."""
    lists = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: frozenset(text.split()) for key, text in lists.items()}


@cache
def phrases(name: str) -> Mapping[str, Mapping[str, list[str]]]:
    """The phrase tables of ``name``.toml: for each table and key the phrases, one a line.

    A line with words in braces is a phrase for each choice: ``{not|cannot} {|fully} exclude`` is four.
    """
    tables = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        table: {
            key: [phrase for line in text.splitlines() if line.strip() for phrase in _spelled(line)]
            for key, text in keys.items()
        }
        for table, keys in tables.items()
    }


def _spelled(line: str) -> Iterator[str]:
    parts = _CHOICE.split(line)
    choices = [part.split("|") if number % 2 else [part] for number, part in enumerate(parts)]
    return (" ".join("".join(chosen).split()) for chosen in product(*choices))


@cache
def digest() -> str:
    """The first 12 hexadecimal digits of SHA-256 over the word lists, which the rules' output depends on."""
    found = hashlib.sha256()
    for path in sorted(_FOLDER.glob("*.toml")):
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:12]
