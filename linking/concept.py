"""Concepts of the vocabularies."""

from dataclasses import dataclass

from medkg.linking.curie import Curie


@dataclass(frozen=True, slots=True)
class Concept:
    """One clinical idea of a vocabulary. ``types`` are mention types it may be the meaning of, the
    likeliest first; none for what only qualifies others, as a mode of inheritance does.

    ``synonyms`` mean the same as ``name``; ``related`` are names of something narrower, broader or near,
    which the vocabulary files under this concept. ``xrefs`` are identifiers of the same idea elsewhere. A
    concept with ``replaced_by`` is retired: whoever asks for it gets its successor. ``usage`` are forms by
    which the annotators of corpora meant it, each with the number of documents.
    """

    curie: Curie
    name: str
    types: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    parents: tuple[Curie, ...] = ()
    xrefs: tuple[Curie, ...] = ()
    replaced_by: Curie | None = None
    related: tuple[str, ...] = ()
    usage: tuple[tuple[str, int], ...] = ()

    def within(self, prefix: str) -> bool:
        """Whether the concept has an identifier of the vocabulary ``prefix``."""
        return self.curie.prefix == prefix or any(xref.prefix == prefix for xref in self.xrefs)
