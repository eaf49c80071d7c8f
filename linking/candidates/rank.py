"""From matches to candidates, best first, one for each concept."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from medkg.linking.candidates.common import commonest
from medkg.linking.candidates.features import Features, Setting, features, is_own
from medkg.linking.candidates.match import STRICT, Level, Match
from medkg.linking.candidates.score import probabilities, weigh
from medkg.linking.candidates.variants import Kind, Variant, expansions, long_form
from medkg.linking.candidates.weights import WEIGHTS
from medkg.linking.index.index import Index
from medkg.linking.index.name_rows import Status
from medkg.linking.index.type_bits import named_bits
from medkg.linking.link import Candidate
from medkg.linking.names.forms import forms, head
from medkg.linking.prefixes import preference

_MOST = 10
_OWN = 1
"""The documents that a preferred name counts for, so that one annotation does not outweigh it."""
_SAME = 1.0, 1.0, False, 1.0
_LESS = frozenset({Kind.REDUCED, Kind.PART})


def rank(
    index: Index,
    matches: Sequence[Match],
    text: str,
    kind: str,
    abbreviations: Mapping[str, str],
    weights: Mapping[str, float] = WEIGHTS,
) -> list[Candidate]:
    """The ten best candidates of a mention ``text`` of type ``kind``: each concept by its best name, one that
    is the mention itself before all others.

    Equals are ordered by :func:`medkg.linking.prefixes.preference`. The scores of all candidates and that
    of NIL, which is not listed, sum to 1.
    """
    best: dict[int, tuple[bool, float, str, Features]] = {}
    for number, name, found in described(index, matches, text, kind, abbreviations):
        worth = is_own(found), weigh(found, weights)
        if number not in best or best[number][:2] < worth:
            best[number] = (*worth, name, found)
    ordered = sorted(best.items(), key=lambda item: (-item[1][1], preference(index.concept(item[0]).curie)))
    scores = probabilities([total for _, (_, total, _, _) in ordered])
    return [
        Candidate(index.concept(number), name, score, tuple(sorted(found.items())))
        for (number, (_, _, name, found)), score in zip(ordered[:_MOST], scores, strict=False)
    ]


def described(
    index: Index, matches: Sequence[Match], text: str, kind: str, abbreviations: Mapping[str, str]
) -> Iterator[tuple[int, str, Features]]:
    """For each match the concept's number, the name that matched and the features."""
    expandable = long_form(text, abbreviations) is not None
    said = next(expansions(text, abbreviations), text)
    asked = forms(said).classes, head(said)
    types = named_bits(kind)
    rivals = _rivals(index, matches)
    common = {met: commonest(map(index.concept, found)) for met, found in _alike(index, matches).items()}
    used = _used(index, matches, types)
    totals = {variant: counts.total() for variant, counts in used.items()}
    strictest = max(STRICT, _strictest(index, matches, types))
    for match in matches:
        name, status, number = index.name(match.name)
        concept = index.concept(number)
        met = match.variant, match.level
        usage = used[match.variant][number] if match.level <= STRICT else 0
        setting = Setting(
            rivals[met],
            match.level > strictest,
            expandable,
            usage,
            totals[match.variant],
            *(_compared(index, _wording(match, said), *asked, name) if _differs(match) else _SAME),
            _beside(index, name, concept.name),
            *common[match.variant, max(STRICT, match.level)].ahead_of(concept),
        )
        yield number, name, features(match, name, status, concept, kind, setting)


def _strictest(index: Index, matches: Sequence[Match], types: int) -> Level:
    """The strictest level at which a concept of one of ``types`` is met by the mention as a whole."""
    whole = (match for match in matches if match.variant.kind not in _LESS)
    right = (match.level for match in whole if index.types(index.name(match.name)[2]) & types)
    return min(right, default=Level.NEAR)


def _beside(index: Index, name: str, preferred: str) -> float:
    """How far in meaning a concept's ``name`` is from the one that it goes by, from 0 to 1."""
    return 0.0 if name == preferred else 1.0 - max(0.0, index.likeness(name, preferred))


def _compared(
    index: Index, said: str, spoken: str, meant: str, name: str
) -> tuple[float, float, bool, float]:
    """How far ``spoken``, the classes of what is ``said``, and those of ``name`` cover each other, whether
    the name lacks what is ``meant``, the class of the head of what is said, and how nearly both mean the
    same.
    """
    classes = forms(name).classes
    likeness = max(0.0, index.likeness(said, name))
    return *index.overlap(spoken, classes), meant not in classes.split(), likeness


def _wording(match: Match, said: str) -> str:
    """What is compared in meaning: what is ``said``, or where that was put in other words, these."""
    return match.variant.text if match.variant.kind is Kind.REWRITTEN else said


def _differs(match: Match) -> bool:
    """Whether the name says something else, more or less than the mention."""
    return match.level > STRICT or match.variant.kind not in {Kind.WRITTEN, Kind.EXPANDED, Kind.MEANT}


def _rivals(index: Index, matches: Sequence[Match]) -> Counter[tuple[Variant, Level]]:
    met = {(match.variant, match.level, index.name(match.name)[2]) for match in matches}
    return Counter((variant, level) for variant, level, _ in met)


def _alike(index: Index, matches: Sequence[Match]) -> dict[tuple[Variant, Level], set[int]]:
    """The concepts met by each variant at each level, all strict ones together."""
    met: dict[tuple[Variant, Level], set[int]] = {}
    for match in matches:
        met.setdefault((match.variant, max(STRICT, match.level)), set()).add(index.name(match.name)[2])
    return met


def _used(index: Index, matches: Sequence[Match], types: int) -> dict[Variant, Counter[int]]:
    """For each variant the annotated documents in which it, but for spelling and order, meant a concept;
    where it did in any, the name that a concept of one of ``types`` goes by counts as one more.
    """
    names = {(match.variant, match.name): match for match in matches if match.level <= STRICT}
    variants = dict.fromkeys(match.variant for match in matches)
    used: dict[Variant, Counter[int]] = {variant: Counter() for variant in variants}
    own: dict[Variant, set[int]] = {variant: set() for variant in variants}
    for variant, name in names:
        _, status, number = index.name(name)
        used[variant][number] += index.usage(name)
        if status is Status.PREFERRED and index.types(number) & types:
            own[variant].add(number)
    for variant, numbers in own.items():
        if used[variant].total():
            used[variant].update(dict.fromkeys(numbers, _OWN))
    return used
