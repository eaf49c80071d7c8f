"""The numbers that a match is judged by."""

from dataclasses import dataclass
from math import log2

from medkg.linking.candidates.match import STRICT, Level, Match
from medkg.linking.candidates.similarity import covered
from medkg.linking.candidates.variants import Kind
from medkg.linking.concept import Concept
from medkg.linking.index.name_rows import Status
from medkg.linking.index.type_bits import near_bits, type_bits
from medkg.linking.link import Candidate
from medkg.linking.names.forms import forms
from medkg.linking.prefixes import first_prefix

Features = dict[str, float]
_NEAR_IN_MEANING = 0.7
_WHOLE = tuple(f"variant {kind.value}" for kind in (Kind.WRITTEN, Kind.EXPANDED, Kind.MEANT))


@dataclass(frozen=True, slots=True)
class Setting:
    """What a match stands among: ``rivals`` concepts met by the same variant at the same level (itself
    counted), whether the mention as a whole meets a concept of the right type more strictly, whether the
    document defines the mention otherwise, and in how many annotated documents the variant had its meaning
    (``usage``) and any (``used``). ``said_covered`` is the part of the mention that the name covers,
    ``name_covered`` that of the name, rare trigrams counting more and words of one class counting as one;
    ``headless`` says that the name has nothing of the class of the mention's head
    (:func:`medkg.linking.names.forms.head`).
    ``likeness`` is how nearly both mean the same (:mod:`medkg.linking.meaning.encoder`), from 0 to 1;
    ``beside`` how far the name is in that from the one that its concept goes by. ``fewer_names`` is by how
    much, in logarithms to the base of 2, a rival has more names than the concept, and ``unplaced`` whether
    a rival stands in a hierarchy and the concept does not: both speak for a rarer concept.
    """

    rivals: int
    outdone: bool
    expandable: bool
    usage: int = 0
    used: int = 0
    said_covered: float = 1.0
    name_covered: float = 1.0
    headless: bool = False
    likeness: float = 1.0
    beside: float = 0.0
    fewer_names: float = 0.0
    unplaced: bool = False


def features(
    match: Match, name: str, status: Status, concept: Concept, kind: str, setting: Setting
) -> Features:
    """The features of ``match`` for a mention of type ``kind``; those left out are 0."""
    said, named = forms(match.variant.text), forms(name)
    found: Features = {
        "bias": 1.0,
        f"level {match.level.name.lower()}": 1.0,
        f"status {status.name.lower()}": 1.0,
    }
    found[f"variant {match.variant.kind.value}"] = 1.0
    found["later wording"] = float(match.variant.later)
    if kind == "Drug":
        found[f"drug level {match.level.name.lower()}"] = 1.0
        found[f"drug status {status.name.lower()}"] = 1.0
    found[_agreement(match, concept, kind)] = 1.0
    found["beside"] = setting.beside
    found["fewer names"] = setting.fewer_names
    found["unplaced"] = float(setting.unplaced)
    found["rivals"] = log2(max(1, setting.rivals))
    found["outdone"] = float(setting.outdone)
    found["first vocabulary"] = float(concept.within(first_prefix(kind)))
    found.update(_usage(concept, setting))
    if setting.expandable and match.variant.kind is Kind.WRITTEN:
        found["defined otherwise"] = 1.0
    found["said weight uncovered"] = 1.0 - setting.said_covered
    found["name weight uncovered"] = 1.0 - setting.name_covered
    found["headless"] = float(setting.headless)
    found["unlike in meaning"] = 1.0 - setting.likeness
    found["near in meaning"] = max(0.0, setting.likeness - _NEAR_IN_MEANING)
    if match.level > STRICT:
        found["unlike"] = 1.0 - match.cosine
        found["said uncovered"] = 1.0 - covered(said.loose, named.loose)
        found["name uncovered"] = 1.0 - covered(named.loose, said.loose)
        found["further words"] = 1.0 - covered(named.stems, said.stems)
        found["other head"] = float(said.plain.split()[-1:] != named.plain.split()[-1:])
    if match.level is Level.NEAR:
        found["near cosine"] = match.cosine**2
        found["near one word"] = float(" " not in said.plain)
    return found


def is_name(candidate: Candidate) -> bool:
    """Whether the whole mention, or its long form, is a name of the concept but for spelling and order."""
    return is_own(dict(candidate.features))


def is_wording(candidate: Candidate) -> bool:
    """The same, but also for words of one stem or class ("lung" for "pulmonary")."""
    return _meets(dict(candidate.features), Level.LOOSE)


def is_own(found: Features) -> bool:
    """Whether ``found`` are the features of a name that is the whole mention, or its long form, but for
    spelling and order.
    """
    return _meets(found, STRICT)


def _meets(found: Features, loosest: Level) -> bool:
    met = any(f"level {level.name.lower()}" in found for level in Level if level <= loosest)
    return met and any(variant in found for variant in _WHOLE)


def _usage(concept: Concept, setting: Setting) -> Features:
    found = {"concept usage": log2(1 + sum(count for _, count in concept.usage))}
    if setting.used:
        found["used"] = 1.0
        found["usage"] = log2(1 + setting.usage)
        found["usage share"] = setting.usage / setting.used
    return found


def _is_substance(match: Match, concept: Concept, kind: str) -> bool:
    """Whether a test or a treatment goes by the name of the substance that it measures or gives."""
    whole = match.level <= STRICT and match.variant.kind not in {Kind.REDUCED, Kind.PART}
    return whole and kind in {"Test", "Treatment"} and "Drug" in concept.types


def _agreement(match: Match, concept: Concept, kind: str) -> str:
    if not concept.types:
        return "type none"
    if kind == concept.types[0]:
        return "type first"
    if kind in concept.types:
        return "type also"
    if _is_substance(match, concept, kind):
        return "type substance"
    return "type near" if type_bits(concept.types) & near_bits(kind) else "type other"
