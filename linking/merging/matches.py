"""Pairs of concepts of different vocabularies that may mean one idea: by statement, then by name."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.merging.match import Ground, Match
from medkg.linking.merging.narrowing import narrows
from medkg.linking.merging.statements import Statement, statements_of
from medkg.linking.merging.vocabulary import Vocabulary
from medkg.linking.names.acronyms import is_acronym
from medkg.linking.names.forms import bag, plain
from medkg.linking.prefixes import CLASSIFICATIONS, preference

_FINDINGS = frozenset({"Disease", "Symptom"})
_GROUNDS = tuple(Ground)
_REMAINDER = "other"
"""A name with this word, as those of classifications have, is what is left of an idea and not the idea."""


def matches(
    vocabularies: Sequence[Vocabulary], living: Mapping[Curie, Concept]
) -> tuple[list[Match], list[Match]]:
    """What speaks for joining two of ``living``, the surest first, whatever the order of ``vocabularies``;
    and what is stated but ambiguous, so that it joins nothing by itself.

    By ground: 1. a mapping table states it; 2. a cross-reference does; 3. both, alone in their vocabularies,
    name the same third identifier (but no code of a classification, which holds several ideas); 4. same
    preferred name; 5. the preferred name of one is a synonym of the other (and no source calls it a name of
    something narrower, nor is it the other's name with words for a kind besides). A name counts only where
    one concept of each vocabulary has it, and not as the name of what is "other". Within a ground the pair
    that most rows speak for comes first, then the preferred vocabulary. Codes of classifications come last of
    all.
    """
    statements = [found for vocabulary in vocabularies for found in statements_of(vocabulary)]
    preferred, synonyms = _by_name(vocabularies, living)
    found = {
        *_stated((one for one in statements if not one.ambiguous), living),
        *_shared((one for one in statements if not one.ambiguous), living),
        *_named(preferred, living),
        *_crossing(preferred, synonyms, living),
    }
    doubtful = set(_stated((one for one in statements if one.ambiguous), living))
    return _sorted(found), _sorted(doubtful)


def _sorted(found: Collection[Match]) -> list[Match]:
    rows = Counter((match.first, match.second) for match in found)
    return sorted(found, key=lambda match: _order(match, rows[match.first, match.second]))


def compatible(first: Concept, second: Concept) -> bool:
    """Whether the two may be one idea by type; diseases and symptoms may."""
    return bool(_kinds(first) & _kinds(second))


def _kinds(concept: Concept) -> set[str]:
    return {"Finding" if kind in _FINDINGS else kind for kind in concept.types}


def _order(match: Match, rows: int) -> tuple[object, ...]:
    return (
        bool({match.first.prefix, match.second.prefix} & CLASSIFICATIONS),
        _GROUNDS.index(match.ground),
        -rows,
        preference(match.first),
        preference(match.second),
        match.row,
    )


def _stated(statements: Iterable[Statement], living: Mapping[Curie, Concept]) -> Iterator[Match]:
    for stated in statements:
        one, other = stated.one, stated.other
        if one in living and other in living and one.prefix != other.prefix:
            yield _match(one, other, stated.ground, stated.row)


def _shared(statements: Iterable[Statement], living: Mapping[Curie, Concept]) -> Iterator[Match]:
    holders: dict[Curie, set[Curie]] = defaultdict(set)
    for stated in statements:
        for inside, third in ((stated.one, stated.other), (stated.other, stated.one)):
            if inside in living and third not in living and third.prefix not in CLASSIFICATIONS:
                holders[third].add(inside)
    for third, named in holders.items():
        yield from _pairs_of(named, living, Ground.SHARED, f"both name {third}")


def _by_name(
    vocabularies: Iterable[Vocabulary], living: Mapping[Curie, Concept]
) -> tuple[dict[str, set[Curie]], dict[str, set[Curie]]]:
    preferred: dict[str, set[Curie]] = defaultdict(set)
    synonyms: dict[str, set[Curie]] = defaultdict(set)
    narrower: dict[str, set[Curie]] = defaultdict(set)
    for concept in (concept for vocabulary in vocabularies for concept in vocabulary.concepts):
        if concept.replaced_by or concept.curie not in living:
            continue
        if _REMAINDER not in plain(concept.name).split():
            preferred[bag(concept.name)].add(concept.curie)
        for name in concept.synonyms:
            if not is_acronym(name):
                synonyms[bag(name)].add(concept.curie)
        for name in concept.related:
            narrower[bag(name)].add(concept.curie)
    return preferred, {words: named - narrower.get(words, set()) for words, named in synonyms.items()}


def _named(preferred: Mapping[str, set[Curie]], living: Mapping[Curie, Concept]) -> Iterator[Match]:
    for words, named in preferred.items():
        if words:
            yield from _pairs_of(named, living, Ground.NAME, f"both are named {words!r}")


def _crossing(
    preferred: Mapping[str, set[Curie]], synonyms: Mapping[str, set[Curie]], living: Mapping[Curie, Concept]
) -> Iterator[Match]:
    for words, owners in preferred.items():
        named = synonyms.get(words, set()) if words else set()
        alone = set(_alone(owners | named)) if named else set()
        for first in owners & alone:
            for second in named & alone:
                if first.prefix != second.prefix and _crosses(living[first], living[second]):
                    row = f"{words!r} is the name of {first} and a synonym of {second}"
                    yield _match(first, second, Ground.SYNONYM, row)


def _crosses(one: Concept, other: Concept) -> bool:
    return compatible(one, other) and not narrows(one.name, other.name)


def _pairs_of(
    curies: set[Curie], living: Mapping[Curie, Concept], ground: Ground, row: str
) -> Iterator[Match]:
    for first, second in combinations(_alone(curies), 2):
        if compatible(living[first], living[second]):
            yield _match(first, second, ground, row)


def _alone(curies: set[Curie]) -> list[Curie]:
    """Those whose vocabulary has no other here."""
    prefixes = Counter(curie.prefix for curie in curies)
    return [curie for curie in curies if prefixes[curie.prefix] == 1]


def _match(one: Curie, other: Curie, ground: Ground, row: str) -> Match:
    first, second = sorted((one, other), key=preference)
    return Match(first, second, ground, row)
