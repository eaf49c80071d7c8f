"""Types that a vocabulary guesses give way to those that another one states."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.vocabulary import Vocabulary

Types = tuple[str, ...]


def with_stated_types(vocabularies: Sequence[Vocabulary], guessing: Collection[str]) -> list[Vocabulary]:
    """``vocabularies``, those whose names are among ``guessing`` without the types of a concept that no other
    gives to its identifier, where another gives any.

    What corpora call a concept (records with ``usage``) states no type.
    """
    stated = _stated(one for one in vocabularies if one.name not in guessing)
    return [
        replace(one, concepts=tuple(_settled(concept, stated) for concept in one.concepts))
        if one.name in guessing
        else one
        for one in vocabularies
    ]


def _stated(vocabularies: Iterable[Vocabulary]) -> Mapping[Curie, Types]:
    found: defaultdict[Curie, dict[str, None]] = defaultdict(dict)
    for vocabulary in vocabularies:
        for concept in vocabulary.concepts:
            if concept.types and not concept.usage:
                found[concept.curie].update(dict.fromkeys(concept.types))
    return {curie: tuple(types) for curie, types in found.items()}


def _settled(concept: Concept, stated: Mapping[Curie, Types]) -> Concept:
    types = stated.get(concept.curie)
    if types is None:
        return concept
    return replace(concept, types=tuple(kind for kind in concept.types if kind in types) or types)
