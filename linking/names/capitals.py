"""Vocabularies that are written in capitals throughout, as the lists of hospitals are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from medkg.linking.concept import Concept
from medkg.linking.names.acronyms import is_acronym

_SHORTEST = 4


def in_words(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """``concepts``; where most of their names have no lower-case letter, capitals say nothing, and what
    looks like an acronym of four letters or more ("ASTHMA") is a synonym in lower case too.
    """
    if not _mostly_capitals(name for concept in concepts for name in (concept.name, *concept.synonyms)):
        return tuple(concepts)
    return tuple(map(_in_words, concepts))


def _mostly_capitals(names: Iterable[str]) -> bool:
    capitals = [name.isupper() for name in names if name.upper() != name.lower()]
    return 2 * sum(capitals) > len(capitals)


def _in_words(concept: Concept) -> Concept:
    names = (concept.name, *concept.synonyms)
    words = [name.lower() for name in names if _is_word(name)]
    return replace(concept, synonyms=tuple(dict.fromkeys((*concept.synonyms, *words))))


def _is_word(name: str) -> bool:
    return len(name) >= _SHORTEST and name.isalpha() and is_acronym(name)
