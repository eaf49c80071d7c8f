"""Pairs of concepts of different vocabularies that mean one idea: by cross-reference, then by name."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.names.acronyms import is_acronym
from medkg.linking.names.forms import bag
from medkg.linking.prefixes import preference

Pair = tuple[Curie, Curie]
_FINDINGS = frozenset({"Disease", "Symptom"})


def pairs(concepts: Mapping[Curie, Concept]) -> Iterator[Pair]:
    """Pairs to join, the surest first, in an order that depends on the concepts alone.

    1. one names the other as a cross-reference; 2. both, alone in their vocabularies, name the same
    third; 3. same preferred name; 4. the preferred name of one is a synonym of the other. A name counts
    only where one concept of each vocabulary has it.
    """
    yield from sorted(_direct(concepts), key=_order)
    yield from _shared(_by_reference(concepts), concepts)
    preferred, synonyms = _by_name(concepts)
    yield from _shared(preferred, concepts)
    yield from sorted(_crossing(preferred, synonyms, concepts), key=_order)


def compatible(first: Concept, second: Concept) -> bool:
    """Whether the two may be one idea by type; diseases and symptoms may."""
    return bool(_kinds(first) & _kinds(second))


def _kinds(concept: Concept) -> set[str]:
    return {"Finding" if kind in _FINDINGS else kind for kind in concept.types}


def _direct(concepts: Mapping[Curie, Concept]) -> Iterator[Pair]:
    for curie, concept in concepts.items():
        for other in concept.xrefs:
            if other in concepts and other.prefix != curie.prefix and compatible(concept, concepts[other]):
                yield _ordered(curie, other)


def _by_reference(concepts: Mapping[Curie, Concept]) -> dict[str, set[Curie]]:
    holders: dict[str, set[Curie]] = defaultdict(set)
    for curie, concept in concepts.items():
        for other in concept.xrefs:
            if other not in concepts:
                holders[str(other)].add(curie)
    return holders


def _by_name(concepts: Mapping[Curie, Concept]) -> tuple[dict[str, set[Curie]], dict[str, set[Curie]]]:
    preferred: dict[str, set[Curie]] = defaultdict(set)
    synonyms: dict[str, set[Curie]] = defaultdict(set)
    for curie, concept in concepts.items():
        preferred[bag(concept.name)].add(curie)
        for name in concept.synonyms:
            if not is_acronym(name):
                synonyms[bag(name)].add(curie)
    return preferred, synonyms


def _shared(holders: Mapping[str, set[Curie]], concepts: Mapping[Curie, Concept]) -> Iterator[Pair]:
    for key in sorted(holders):
        alone = _alone(holders[key]) if key else []
        for first, second in pairwise(alone):
            if compatible(concepts[first], concepts[second]):
                yield first, second


def _crossing(
    preferred: Mapping[str, set[Curie]], synonyms: Mapping[str, set[Curie]], concepts: Mapping[Curie, Concept]
) -> Iterator[Pair]:
    for key, owners in preferred.items():
        named = synonyms.get(key, set()) if key else set()
        alone = set(_alone(owners | named))
        for first in owners & alone:
            for second in named & alone:
                if first.prefix != second.prefix and compatible(concepts[first], concepts[second]):
                    yield _ordered(first, second)


def _alone(curies: set[Curie]) -> list[Curie]:
    """Those whose vocabulary has no other here, the preferred vocabulary first."""
    prefixes = [curie.prefix for curie in curies]
    return sorted((curie for curie in curies if prefixes.count(curie.prefix) == 1), key=preference)


def _ordered(first: Curie, second: Curie) -> Pair:
    return (first, second) if preference(first) <= preference(second) else (second, first)


def _order(pair: Pair) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    return preference(pair[0]), preference(pair[1])
