"""Identifiers and the concepts that they lead to, in a memory-mapped trie."""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from pathlib import Path

import marisa_trie

from medkg.linking.curie import Curie
from medkg.linking.merging.merge import Merged

_FORMAT = "<IB"
_FILE = "identifiers.marisa"


class Standing(IntEnum):
    """How an identifier stands to the concept that it leads to."""

    OWN = 0
    ALIAS = 1
    """Of a record that was merged into the concept, or retired in its favour."""
    REFERENCE = 2
    """Named by the concept as the same idea elsewhere, where no vocabulary here has it."""


class Identifiers:
    """The concepts, by number, that a CURIE leads to."""

    def __init__(self, trie: marisa_trie.RecordTrie) -> None:
        self._trie = trie

    @classmethod
    def write(cls, merged: Merged, directory: Path) -> None:
        """Writes the identifiers of ``merged``, whose concepts are numbered in order."""
        numbers = {concept.curie: number for number, concept in enumerate(merged.concepts)}
        trie = marisa_trie.RecordTrie(_FORMAT, list(_rows(merged, numbers)))
        (directory / _FILE).write_bytes(trie.tobytes())

    @classmethod
    def open(cls, directory: Path) -> "Identifiers":
        """Those that :meth:`write` wrote."""
        return cls(marisa_trie.RecordTrie(_FORMAT).mmap(str(directory / _FILE)))

    def numbers(self, curie: Curie) -> list[int]:
        """The concepts that ``curie`` leads to."""
        return sorted({number for number, _ in self._trie.get(str(curie), [])})

    def __iter__(self) -> Iterator[tuple[str, int, Standing]]:
        """All identifiers in order, with the concept's number and their standing to it."""
        for identifier, (number, standing) in self._trie.items():
            yield identifier, number, Standing(standing)


def _rows(merged: Merged, numbers: Mapping[Curie, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    known = {**{curie: (number, Standing.OWN) for curie, number in numbers.items()}}
    known.update({alias: (numbers[curie], Standing.ALIAS) for alias, curie in merged.aliases.items()})
    for curie, (number, standing) in known.items():
        yield str(curie), (number, standing)
    for number, concept in enumerate(merged.concepts):
        for xref in concept.xrefs:
            if xref not in known:
                yield str(xref), (number, Standing.REFERENCE)
