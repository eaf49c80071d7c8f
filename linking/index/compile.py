"""Compiling vocabularies into an index."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import marisa_trie
import numpy as np

from medkg.linking.concept import Concept
from medkg.linking.concept_json import encode
from medkg.linking.index.manifest import Manifest, SourceSummary
from medkg.linking.index.name_rows import NameRow, name_rows
from medkg.linking.index.ngrams import NgramIndex
from medkg.linking.index.text_table import TextTable
from medkg.linking.index.type_bits import type_bits
from medkg.linking.merging.merge import Merged, merge
from medkg.linking.vocabularies.source import Source


class Progress(Protocol):
    """Told how far a ``stage`` is: ``done`` of ``total`` steps."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def compile_index(sources: Sequence[Source], directory: Path, progress: Progress | None = None) -> Manifest:
    """Compiles ``sources`` (the most trusted first) into an index at ``directory``, replacing one that is
    there.

    The index is written beside ``directory`` and renamed when whole, so that a reader sees the old one or
    the new one.
    """
    tell = progress or _silent
    directory.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}-"))
    try:
        manifest = _compile(sources, aside, tell)
        _put_in_place(aside, directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return manifest


def _compile(sources: Sequence[Source], directory: Path, tell: Progress) -> Manifest:
    records: list[Concept] = []
    summaries = []
    for number, source in enumerate(sources):
        tell("read vocabularies", number, len(sources))
        read = list(source.concepts())
        summaries.append(SourceSummary(source.name, source.version, len(read), _digest(read)))
        records.extend(read)
    tell("merge concepts", 0, None)
    merged = merge(records)
    tell("write concepts", 0, None)
    _write_concepts(merged, directory)
    tell("write names", 0, None)
    names = _write_names([(number, row) for number, row in _rows(merged.concepts)], directory)
    manifest = Manifest(tuple(summaries), len(merged.concepts), names)
    manifest.write(directory)
    return manifest


def _rows(concepts: Iterable[Concept]) -> Iterator[tuple[int, NameRow]]:
    for number, concept in enumerate(concepts):
        for row in name_rows(concept):
            yield number, row


def _write_concepts(merged: Merged, directory: Path) -> None:
    TextTable.write(map(encode, merged.concepts), directory, "concepts")
    bits = np.fromiter(
        (type_bits(concept.types) for concept in merged.concepts), np.uint8, len(merged.concepts)
    )
    np.save(directory / "concept_types.npy", bits)
    numbers = {concept.curie: number for number, concept in enumerate(merged.concepts)}
    known = dict(numbers)
    known.update({alias: numbers[curie] for alias, curie in merged.aliases.items()})
    identifiers = [(str(curie), (number,)) for curie, number in known.items()]
    for number, concept in enumerate(merged.concepts):
        identifiers += [(str(xref), (number,)) for xref in concept.xrefs if xref not in known]
    marisa_trie.RecordTrie("<I", identifiers).save(str(directory / "identifiers.marisa"))


def _write_names(rows: Sequence[tuple[int, NameRow]], directory: Path) -> int:
    TextTable.write((row.name for _, row in rows), directory, "names")
    np.save(directory / "name_concepts.npy", np.fromiter((number for number, _ in rows), np.int32, len(rows)))
    np.save(directory / "name_status.npy", np.fromiter((row.status for _, row in rows), np.uint8, len(rows)))
    keys = ((key, (name,)) for name, (_, row) in enumerate(rows) for key in row.keys)
    marisa_trie.RecordTrie("<I", keys).save(str(directory / "forms.marisa"))
    NgramIndex.write([row.gram_form for _, row in rows], directory)
    return len(rows)


def _digest(concepts: Iterable[Concept]) -> str:
    digest = hashlib.sha256()
    for concept in concepts:
        digest.update(encode(concept).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _put_in_place(aside: Path, directory: Path) -> None:
    aside.chmod(0o755)
    if directory.exists():
        former = Path(tempfile.mkdtemp(dir=directory.parent, prefix=f".{directory.name}-old-"))
        directory.rename(former / directory.name)
        aside.rename(directory)
        shutil.rmtree(former, ignore_errors=True)
    else:
        aside.rename(directory)


def _silent(stage: str, done: int, total: int | None) -> None:
    return None
