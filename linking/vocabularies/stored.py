"""Vocabularies that the user built, kept as compressed JSON lines, so that any index can use them."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from medkg.extraction.folders import replaced
from medkg.extraction.unfinished import unfinished
from medkg.linking.concept import Concept
from medkg.linking.concept_json import decode, encode
from medkg.linking.equivalence import Equivalence
from medkg.linking.equivalence_json import decode_equivalence, encode_equivalence
from medkg.linking.vocabularies.learned import read_learned, write_learned
from medkg.linking.vocabularies.places import Places
from medkg.linking.vocabularies.record import Placed, Record, Refused
from medkg.linking.vocabularies.source import Source, SourceFile, VocabularyError

SHOWN = 100
"""How many refused records are kept by name; all are counted."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_CONCEPTS, _EQUIVALENCES, _ABOUT = "concepts.jsonl.gz", "equivalences.jsonl.gz", "about.json"


@dataclass(frozen=True, slots=True)
class StoredVocabulary:
    """A vocabulary in the store: the ``files`` it was read from, how many ``concepts`` and ``equivalences``
    they gave, and how many records or names were ``refused`` (the first hundred in ``refusals``).

    ``version`` is the beginning of the SHA-256 of what was kept, ``release`` what the publisher calls it.
    """

    name: str
    version: str
    concepts: int
    equivalences: int
    refused: int
    files: tuple[SourceFile, ...]
    release: str = ""
    refusals: tuple[Refused, ...] = ()


def store(
    name: str,
    records: Iterable[Record],
    files: Sequence[Path],
    directory: Path,
    *,
    release: str = "",
    learned_from: Iterable[str] = (),
) -> StoredVocabulary:
    """Writes ``records`` as vocabulary ``name`` into ``directory``, replacing one of that name; with
    ``learned_from``, the digests of the annotated documents that they are from.

    Raises:
        VocabularyError: for a name that is no plain word, or where nothing but refused records was read.
    """
    with replaced(folder_of(name, directory)) as aside:
        written = _Writer(aside)
        written.take(records)
        write_learned(learned_from, aside)
        if not written.concepts + written.equivalences:
            raise VocabularyError(_nothing(name, files, written.refusals))
        about = StoredVocabulary(
            name,
            written.digest.hexdigest()[:12],
            written.concepts,
            written.equivalences,
            written.refused,
            tuple(_source_file(path) for path in files),
            release,
            tuple(written.refusals),
        )
        (aside / _ABOUT).write_text(
            json.dumps(asdict(about), indent=2, ensure_ascii=False) + "\n",
            encoding="utf-8",
            errors="replace",
        )
    return about


def folder_of(name: str, directory: Path) -> Path:
    """Where vocabulary ``name`` is kept in ``directory``.

    Raises:
        VocabularyError: for a name that is no plain word.
    """
    if not _NAME.fullmatch(name):
        raise VocabularyError(
            f"vocabulary name {name[:60]!r} is not allowed; lower-case letters, digits, - and _ are"
        )
    return directory / name


def stored(directory: Path) -> list[StoredVocabulary]:
    """The vocabularies in ``directory``, by name."""
    return [_about(path) for path in sorted(directory.glob(f"[!.]*/{_ABOUT}"))]


def _about(path: Path) -> StoredVocabulary:
    fields = {"equivalences": 0, "refused": 0, "refusals": (), **json.loads(path.read_text(encoding="utf-8"))}
    files = (file if isinstance(file, dict) else {"name": file, "sha256": ""} for file in fields.pop("files"))
    refusals = tuple(Refused(**refused) for refused in fields.pop("refusals"))
    return StoredVocabulary(**fields, files=tuple(SourceFile(**file) for file in files), refusals=refusals)


def stored_sources(directory: Path) -> list[Source]:
    """The vocabularies in ``directory`` as sources to compile."""
    return [
        Source(
            kept.name,
            kept.version,
            partial(_read_concepts, directory / kept.name),
            partial(_read_equivalences, directory / kept.name),
            kept.release,
            kept.files,
            read_learned(directory / kept.name),
        )
        for kept in stored(directory)
    ]


def remove(name: str, directory: Path) -> None:
    """Takes vocabulary ``name`` out of ``directory``, in one step.

    Raises:
        VocabularyError: if it is not there.
    """
    if name not in [kept.name for kept in stored(directory)]:
        raise VocabularyError(
            f"no vocabulary {name!r}; there are: {', '.join(kept.name for kept in stored(directory))}"
        )
    with unfinished(directory / name) as aside:
        (directory / name).rename(aside / name)


@dataclass(slots=True)
class _Writer:
    """Writes records into ``folder``, concepts and equivalences apart, and counts them."""

    folder: Path
    concepts: int = 0
    equivalences: int = 0
    refused: int = 0
    refusals: list[Refused] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def take(self, records: Iterable[Record]) -> None:
        with (
            gzip.open(self.folder / _CONCEPTS, "wb", compresslevel=5) as concepts,
            gzip.open(self.folder / _EQUIVALENCES, "wb", compresslevel=5) as equivalences,
        ):
            for record in records:
                if isinstance(record, Concept):
                    concepts.write(self._line(encode(record)))
                    self.concepts += 1
                elif isinstance(record, Equivalence):
                    equivalences.write(self._line(encode_equivalence(record)))
                    self.equivalences += 1
                elif isinstance(record, Placed):
                    self._refuse(self.places.take(record))
                else:
                    self._refuse((record,))
        self._refuse(self.places.circles())

    def _line(self, text: str) -> bytes:
        line = f"{text}\n".encode(errors="replace")
        self.digest.update(line)
        return line

    def _refuse(self, records: Iterable[Refused]) -> None:
        for record in records:
            self.refused += 1
            if len(self.refusals) < SHOWN:
                self.refusals.append(record)


def _nothing(name: str, files: Sequence[Path], refusals: Sequence[Refused]) -> str:
    why = f"; {refusals[0]}" if refusals else ""
    return f"{name}: no concepts in {', '.join(path.name for path in files)}{why}"


def _source_file(path: Path) -> SourceFile:
    with path.open("rb") as content:
        return SourceFile(path.name, hashlib.file_digest(content, "sha256").hexdigest())


def _read_concepts(folder: Path) -> Iterator[Concept]:
    with gzip.open(folder / _CONCEPTS, "rb") as lines:
        yield from map(decode, lines)


def _read_equivalences(folder: Path) -> Iterator[Equivalence]:
    if not (folder / _EQUIVALENCES).exists():
        return
    with gzip.open(folder / _EQUIVALENCES, "rb") as lines:
        yield from map(decode_equivalence, lines)
