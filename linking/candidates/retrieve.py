"""Names of the index that a mention may mean."""

from collections.abc import Container, Iterable, Iterator, Mapping

from medkg.linking.candidates.match import STRICT, Level, Match, by_chance, level_of
from medkg.linking.candidates.measured import given, measured
from medkg.linking.candidates.rewrites import rewrites
from medkg.linking.candidates.similarity import cosine
from medkg.linking.candidates.usual import usual_meaning
from medkg.linking.candidates.variants import Kind, Variant, expansions, long_form, parts, reductions
from medkg.linking.index.index import Index
from medkg.linking.index.name_rows import query_keys
from medkg.linking.index.type_bits import named_bits, near_bits, type_bits
from medkg.linking.names.contradiction import opposed
from medkg.linking.names.forms import forms
from medkg.linking.prefixes import first_prefix

_NEAREST = 30
_AKIN = 10
_LEAST_AKIN = 0.5
_MOST_PER_KEY = 60
_FINDINGS = type_bits(("Disease", "Symptom"))
_REWRITES = {"Test": measured, "Treatment": given}


def retrieve(index: Index, text: str, kind: str, abbreviations: Mapping[str, str]) -> list[Match]:
    """The matches of ``text``, a mention of type ``kind``.

    Names that are the text itself, or its long form, are taken first. Only where none of the right type
    is among them (for findings: none of the vocabulary preferred for ``kind``), modifiers are dropped,
    parts looked up, and names compared by their trigrams and by their vectors; but not with words that any
    finding or drug may be called by.
    """
    types = near_bits(kind)
    long = [Variant(other, Kind.EXPANDED) for other in expansions(text, abbreviations)]
    if long_form(text, abbreviations) is None and (meant := usual_meaning(text, kind)):
        long = [Variant(meant, Kind.MEANT)]
    written = Variant(text, Kind.WRITTEN)
    found = [match for variant in (*long, written) for match in _equal(index, variant, kind)]
    first = long[:1] or [written]
    if any(_settles(index, match, kind, first[0]) for match in found):
        return found
    found += _reworded(index, first[0].text, kind)
    loosened = list(_loosened(first[0].text, kind))
    found += [match for variant in loosened for match in _equal(index, variant, kind)]
    for variant in first:
        if forms(variant.text).is_generic():
            continue
        near = list(_near(index, variant, types))
        found += near
        found += _akin(index, variant, types, {match.name for match in near})
    return found


def is_named(index: Index, text: str, kind: str) -> bool:
    """Whether ``text`` is, but for spelling and order, a name of something of type ``kind``, in words and not
    as an acronym.
    """
    types = near_bits(kind)
    found = (index.name(name) for name in _named(index, query_keys(text)))
    return any(
        index.types(number) & types and Level.ACRONYM < level_of(text, name) <= STRICT
        for name, _, number in found
    )


def _settles(index: Index, match: Match, kind: str, variant: Variant) -> bool:
    types = named_bits(kind)
    number = index.name(match.name)[2]
    if match.variant != variant or match.level > STRICT or not index.types(number) & types:
        return False
    return not types & _FINDINGS or index.concept(number).within(first_prefix(kind))


def _reworded(index: Index, text: str, kind: str) -> Iterator[Match]:
    """The matches of other wordings of ``text``; for a test or a treatment down to the first that is a name
    of one.
    """
    for place, other in enumerate(dict.fromkeys(_REWRITES.get(kind, rewrites)(text))):
        variant = Variant(usual_meaning(other, kind) or other, Kind.REWRITTEN, later=place > 0)
        met = list(_equal(index, variant, kind))
        yield from met
        if kind in _REWRITES and any(_settles(index, match, kind, variant) for match in met):
            return


def _loosened(text: str, kind: str) -> Iterator[Variant]:
    for other in dict.fromkeys(reductions(text)):
        yield Variant(usual_meaning(other, kind) or other, Kind.REDUCED)
    yield from (Variant(other, Kind.PART) for other in dict.fromkeys(parts(text)))


def _equal(index: Index, variant: Variant, kind: str) -> Iterator[Match]:
    for name in _named(index, query_keys(variant.text)):
        text, _, number = index.name(name)
        level = level_of(variant.text, text)
        if level < Level.NEAR and _may_answer(index, number, kind) and not by_chance(variant.text, text):
            yield Match(name, variant, level, cosine(forms(variant.text).bag, forms(text).bag))


def _may_answer(index: Index, concept: int, kind: str) -> bool:
    """Whether a mention of ``kind`` may mean ``concept``: one without a type only findings may, a test or a
    treatment no finding.
    """
    if kind in _REWRITES and (types := index.types(concept)):
        return bool(types & named_bits(kind))
    return bool(index.types(concept) or near_bits(kind) & _FINDINGS or index.concept(concept).types)


def _named(index: Index, keys: Iterable[str]) -> dict[int, None]:
    return dict.fromkeys(name for key in keys for name in index.named(key)[:_MOST_PER_KEY])


def _near(index: Index, variant: Variant, types: int) -> Iterator[Match]:
    for name, similarity in index.similar(forms(variant.text).bag, types, _NEAREST):
        text = index.name(name)[0]
        if not _misleads(variant.text, text):
            yield Match(name, variant, level_of(variant.text, text), similarity)


def _misleads(said: str, name: str) -> bool:
    """Whether what resembles in ``name`` what is ``said`` means nothing."""
    return by_chance(said, name) or opposed(said, name)


def _akin(index: Index, variant: Variant, types: int, known: Container[int]) -> Iterator[Match]:
    """The names nearest in meaning, by half or more, but those ``known`` already."""
    for name, likeness in index.akin(variant.text, types, _AKIN):
        text = index.name(name)[0]
        if likeness >= _LEAST_AKIN and name not in known and not _misleads(variant.text, text):
            level = level_of(variant.text, text)
            yield Match(name, variant, level, cosine(forms(variant.text).bag, forms(text).bag))
