"""Vocabularies that the user built: their concepts kept as compressed JSON lines, so that any index can use
them.
"""

import gzip
import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.concept_json import decode, encode
from medkg.linking.vocabularies.source import Source, VocabularyError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_CONCEPTS, _ABOUT = "concepts.jsonl.gz", "about.json"


@dataclass(frozen=True, slots=True)
class StoredVocabulary:
    """A vocabulary in the store: the ``files`` it was read from (names only), its ``concepts`` and their
    SHA-256.
    """

    name: str
    version: str
    concepts: int
    files: tuple[str, ...]


def store(name: str, concepts: Iterable[Concept], files: Sequence[Path], directory: Path) -> StoredVocabulary:
    """Writes ``concepts`` as vocabulary ``name`` into ``directory``, replacing one of that name.

    Raises:
        VocabularyError: for a name that is no plain word, or for no concepts.
    """
    if not _NAME.fullmatch(name):
        raise VocabularyError(
            f"vocabulary name {name!r} is not allowed; lower-case letters, digits, - and _ are"
        )
    directory.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=directory, prefix=f".{name}-"))
    try:
        count, digest = _write(concepts, aside / _CONCEPTS)
        if not count:
            raise VocabularyError(f"{name}: no concepts in {[path.name for path in files]}")
        about = StoredVocabulary(name, digest[:12], count, tuple(path.name for path in files))
        (aside / _ABOUT).write_text(json.dumps(asdict(about), indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(directory / name, ignore_errors=True)
        aside.rename(directory / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return about


def stored(directory: Path) -> list[StoredVocabulary]:
    """The vocabularies in ``directory``, by name."""
    found = []
    for path in sorted(directory.glob(f"[!.]*/{_ABOUT}")):
        about = json.loads(path.read_text(encoding="utf-8"))
        found.append(
            StoredVocabulary(about["name"], about["version"], about["concepts"], tuple(about["files"]))
        )
    return found


def stored_sources(directory: Path) -> list[Source]:
    """The vocabularies in ``directory`` as sources to compile."""
    return [
        Source(kept.name, kept.version, partial(_read, directory / kept.name)) for kept in stored(directory)
    ]


def remove(name: str, directory: Path) -> None:
    """Takes vocabulary ``name`` out of ``directory``.

    Raises:
        VocabularyError: if it is not there.
    """
    if name not in [kept.name for kept in stored(directory)]:
        raise VocabularyError(
            f"no vocabulary {name!r}; there are: {', '.join(kept.name for kept in stored(directory))}"
        )
    shutil.rmtree(directory / name)


def _write(concepts: Iterable[Concept], path: Path) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=5) as out:
        for concept in concepts:
            line = encode(concept) + "\n"
            digest.update(line.encode())
            out.write(line)
            count += 1
    return count, digest.hexdigest()


def _read(folder: Path) -> Iterator[Concept]:
    with gzip.open(folder / _CONCEPTS, "rb") as lines:
        for line in lines:
            yield decode(line)
