"""Compiling vocabularies into an index."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Protocol

import marisa_trie
import numpy as np

from medkg.extraction.folders import replaced
from medkg.linking.concept import Concept
from medkg.linking.concept_json import encode
from medkg.linking.equivalence_json import encode_equivalence
from medkg.linking.index.guesses import with_stated_types
from medkg.linking.index.identifiers import Identifiers
from medkg.linking.index.manifest import Manifest, SourceSummary
from medkg.linking.index.match_rows import write_matches
from medkg.linking.index.name_rows import NameRow, name_rows
from medkg.linking.index.ngrams import NgramIndex
from medkg.linking.index.text_table import TextTable
from medkg.linking.index.type_bits import type_bits
from medkg.linking.index.vectors import NameVectors
from medkg.linking.meaning.encoder import NameEncoder, encoder_version
from medkg.linking.merging.merge import Merged, merge
from medkg.linking.merging.usage import with_usage
from medkg.linking.merging.vocabulary import Vocabulary
from medkg.linking.names.capitals import in_words
from medkg.linking.vocabularies.learned import write_learned
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
    with replaced(directory) as aside:
        return _compile(sources, aside, progress or _silent)


def _compile(sources: Sequence[Source], directory: Path, tell: Progress) -> Manifest:
    vocabularies, summaries = [], []
    for number, source in enumerate(sources):
        tell("read vocabularies", number, len(sources))
        concepts = in_words(tuple(source.concepts()))
        vocabulary = Vocabulary(source.name, concepts, tuple(source.equivalences()))
        vocabularies.append(vocabulary)
        summaries.append(_summary(source, vocabulary))
    tell("merge concepts", 0, None)
    guessing = {source.name for source in sources if source.guesses_types}
    merged = merge(with_usage(with_stated_types(vocabularies, guessing)))
    tell("write concepts", 0, None)
    _write_concepts(merged, directory)
    write_learned((digest for source in sources for digest in source.learned_from), directory)
    write_matches(merged.joins, merged.conflicts, directory)
    tell("write names", 0, None)
    rows = [(number, row) for number, row in _rows(merged.concepts)]
    _write_names(rows, directory)
    tell("write vectors", 0, None)
    spoken = [(name, row.name) for name, (_, row) in enumerate(rows) if row.gram_form]
    NameVectors.write(spoken, NameEncoder.load(), directory)
    manifest = Manifest(
        tuple(summaries),
        len(merged.concepts),
        len(rows),
        merged=_merged_records(merged),
        conflicts=len(merged.conflicts),
        circles=len(merged.circles),
        encoder=encoder_version(),
    )
    manifest.write(directory)
    return manifest


def _summary(source: Source, vocabulary: Vocabulary) -> SourceSummary:
    return SourceSummary(
        source.name,
        source.version,
        len(vocabulary.concepts),
        _digest(vocabulary),
        equivalences=len(vocabulary.equivalences),
        release=source.release,
        files=source.files,
    )


def _merged_records(merged: Merged) -> int:
    own = {curie for match in merged.joins for curie in (match.first, match.second)}
    return len(own & merged.aliases.keys())


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
    Identifiers.write(merged, directory)


def _write_names(rows: Sequence[tuple[int, NameRow]], directory: Path) -> None:
    TextTable.write((row.name for _, row in rows), directory, "names")
    np.save(directory / "name_concepts.npy", np.fromiter((number for number, _ in rows), np.int32, len(rows)))
    np.save(directory / "name_status.npy", np.fromiter((row.status for _, row in rows), np.uint8, len(rows)))
    np.save(directory / "name_usage.npy", np.fromiter((row.usage for _, row in rows), np.uint32, len(rows)))
    keys = ((key, (name,)) for name, (_, row) in enumerate(rows) for key in row.keys)
    (directory / "forms.marisa").write_bytes(marisa_trie.RecordTrie("<I", keys).tobytes())
    NgramIndex.write([row.gram_form for _, row in rows], directory)


def _digest(vocabulary: Vocabulary) -> str:
    digest = hashlib.sha256()
    for line in chain(map(encode, vocabulary.concepts), map(encode_equivalence, vocabulary.equivalences)):
        digest.update(line.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _silent(stage: str, done: int, total: int | None) -> None:
    return None
