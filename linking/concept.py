"""Concepts of the vocabularies."""

from dataclasses import dataclass

from medkg.linking.curie import Curie


@dataclass(frozen=True, slots=True)
class Concept:
    """One clinical idea of a vocabulary. ``types`` are mention types it may be the meaning of."""

    curie: Curie
    name: str
    types: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    parents: tuple[Curie, ...] = ()
    xrefs: tuple[Curie, ...] = ()
    replaced_by: Curie | None = None
