"""A compiled index, open for reading."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Self
from weakref import finalize

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from medkg.linking.concept import Concept
from medkg.linking.concept_json import decode, identifier
from medkg.linking.curie import Curie
from medkg.linking.index.batches import Near
from medkg.linking.index.identifiers import Identifiers
from medkg.linking.index.manifest import FORMAT, Manifest
from medkg.linking.index.mapped import mapped
from medkg.linking.index.name_rows import Status
from medkg.linking.index.ngrams import NgramIndex
from medkg.linking.index.text_table import TextTable
from medkg.linking.index.vectors import NameVectors
from medkg.linking.meaning.encoder import NameEncoder, encoder_version
from medkg.linking.vocabularies.learned import read_learned


class IndexMissingError(FileNotFoundError):
    """There is no usable index at the place named."""


class Index:
    """Concepts and names by number. Everything large is memory-mapped: opening is quick, processes share the
    pages. An open index stays what it is when another takes its folder.
    """

    def __init__(self, directory: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self.learned_from = frozenset(read_learned(directory))
        """The digests of the annotated documents that names were learned from."""
        self._vector_file = NameVectors.held(directory)
        finalize(self, self._vector_file.close)
        self._concepts = TextTable.open(directory, "concepts")
        self._names = TextTable.open(directory, "names")
        self.identifiers = Identifiers.open(directory)
        self._forms = marisa_trie.RecordTrie("<I").mmap(str(directory / "forms.marisa"))
        self._ngrams = NgramIndex.open(directory)
        self._name_concepts: NDArray[np.int32] = mapped(directory / "name_concepts.npy")
        self._name_status: NDArray[np.uint8] = mapped(directory / "name_status.npy")
        self._name_usage: NDArray[np.uint32] = mapped(directory / "name_usage.npy")
        self._types: NDArray[np.uint8] = mapped(directory / "concept_types.npy")
        self._allowed = lru_cache(maxsize=32)(self._names_of_types)
        self.concept = lru_cache(maxsize=20_000)(self._decode)
        self.name = lru_cache(maxsize=50_000)(self._row)

    @classmethod
    def open(cls, directory: Path) -> Self:
        """The index in ``directory``.

        Raises:
            IndexMissingError: if there is none, or one of another format.
        """
        manifest = Manifest.read(directory)
        if manifest is None:
            raise IndexMissingError(f"no vocabulary index in {directory}")
        if manifest.format != FORMAT:
            raise IndexMissingError(
                f"index in {directory} has format {manifest.format}; {FORMAT} is required"
            )
        if manifest.encoder != encoder_version():
            raise IndexMissingError(
                f"index in {directory} was made with encoder {manifest.encoder!r}; "
                f"{encoder_version()!r} is required"
            )
        return cls(directory, manifest)

    @cached_property
    def _vectors(self) -> NameVectors:
        return NameVectors.read(self._vector_file, NameEncoder.load())

    def numbers(self, curie: Curie) -> list[int]:
        """The concepts that ``curie`` names, by their own identifier, by one they took over, or by cross-
        reference.
        """
        return self.identifiers.numbers(curie)

    def above(self, concept: Concept, levels: int = 3) -> frozenset[Curie]:
        """The concepts that lie above ``concept`` in a hierarchy of its vocabularies, up to ``levels`` of
        them.
        """
        found: set[Curie] = set()
        lowest = set(concept.parents)
        for _ in range(levels):
            found |= lowest
            parents = [self.concept(number) for curie in lowest for number in self.numbers(curie)]
            lowest = {curie for parent in parents for curie in parent.parents} - found
        return frozenset(found)

    def named(self, key: str) -> list[int]:
        """The names found under ``key`` (:func:`medkg.linking.index.name_rows.query_keys`)."""
        usable = key and "\x00" not in key  # which the trie takes for the end of a key
        return sorted({name for (name,) in self._forms.get(key, [])}) if usable else []

    def similar(self, form: str, types: int, limit: int) -> list[tuple[int, float]]:
        """The names nearest to ``form`` in spelling whose concepts have one of the type bits ``types``."""
        return self._ngrams.similar(form, self._allowed(types), limit)

    def akin(self, name: str, types: int, limit: int) -> list[tuple[int, float]]:
        """The names nearest to ``name`` in meaning whose concepts have one of the type bits ``types``."""
        return self._vectors.similar(name, self._allowed(types), limit)

    def likeness(self, first: str, second: str) -> float:
        """How nearly two names mean the same, in [-1, 1]."""
        return self._vectors.likeness(first, second)

    def near(self, forms: Sequence[str]) -> Near:
        """The names that share rare trigrams with each of ``forms``
        (:func:`medkg.linking.index.batches.near`).
        """
        return self._ngrams.near(forms)

    def overlap(self, first: str, second: str) -> tuple[float, float]:
        """What part of each of two forms the other covers, rare trigrams counting more."""
        return self._ngrams.overlap(first, second)

    def columns(
        self, names: Sequence[int] | NDArray[np.integer[Any]]
    ) -> tuple[NDArray[np.int32], NDArray[np.uint8], NDArray[np.uint8]]:
        """For each of ``names`` the number of its concept, the type bits of that, and its status."""
        concepts: NDArray[np.int32] = self._name_concepts[names]
        return concepts, self._types[concepts], self._name_status[names]

    def curie(self, concept: int) -> str:
        """The identifier of a concept, written out, without reading the rest of it."""
        return identifier(self._concepts[concept])

    def usage(self, number: int) -> int:
        """In how many annotated documents name ``number`` meant its concept."""
        return int(self._name_usage[number])

    def types(self, concept: int) -> int:
        """The type bits of a concept."""
        return int(self._types[concept])

    def _row(self, number: int) -> tuple[str, Status, int]:
        """A name's text, its status, and the number of its concept."""
        return self._names[number], Status(int(self._name_status[number])), int(self._name_concepts[number])

    def _decode(self, number: int) -> Concept:
        return decode(self._concepts[number])

    def _names_of_types(self, types: int) -> NDArray[np.bool_]:
        allowed: NDArray[np.bool_] = (self._types[self._name_concepts] & types) != 0
        return allowed
