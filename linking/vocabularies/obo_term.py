"""A term of an OBO ontology, whatever format it was written in."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.record import Record, Refused, checked

LOOSE = frozenset({"MONDO"})
"""Ontologies whose plain cross-references may be near or wider; only stated exact matches count."""

_RETIRED = re.compile(r"^obsolete[\s_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """A term: its ``name``, empty where it has none, ``exact`` synonyms and other ``related`` ones,
    ``exact_matches`` and plain ``xrefs``, earlier identifiers as ``alternatives``, and where it stands.
    """

    curie: Curie
    name: str
    exact: tuple[str, ...]
    related: tuple[str, ...]
    parents: tuple[Curie, ...]
    xrefs: tuple[Curie, ...]
    exact_matches: tuple[Curie, ...]
    alternatives: tuple[Curie, ...]
    obsolete: bool
    replaced_by: Curie | None
    file: str
    line: int


Types = Callable[[Curie], tuple[str, ...] | None]
"""The types of a term by its identifier; None for one that is left out."""


def concepts_of(term: Term, types: Types) -> Iterator[Record]:
    """The concept of ``term`` and a retired one for each of its alternatives; a term that ``types`` leaves
    out gives none, a retired one only if it has a successor.
    """
    name = _RETIRED.sub("", term.name)
    if term.obsolete:
        if term.replaced_by:
            yield Concept(term.curie, name, (), replaced_by=term.replaced_by)
        return
    kinds = types(term.curie)
    if kinds is None:
        return
    concept = Concept(term.curie, name, kinds, term.exact, term.parents, _same(term), related=term.related)
    if not name:
        yield Refused(term.file, term.line, f"{term.curie} has no name, which is required")
        return
    yield from checked(concept, term.file, term.line)
    for alternative in term.alternatives:
        yield Concept(alternative, name, (), replaced_by=term.curie)


def _same(term: Term) -> tuple[Curie, ...]:
    plain = () if term.curie.prefix in LOOSE else term.xrefs
    return tuple(dict.fromkeys((*term.exact_matches, *plain)))
