"""A name of the index that a variant of a mention met."""

import re
from dataclasses import dataclass
from enum import IntEnum

from medkg.linking.candidates.variants import Variant
from medkg.linking.names.acronyms import acronym_key, is_acronym
from medkg.linking.names.everyday import NAMESAKES
from medkg.linking.names.forms import forms

_WORD = re.compile(r"\w+")


class Level(IntEnum):
    """How a name and a variant agree, the strictest first."""

    ACRONYM = 0
    WRITTEN = 1
    PLAIN = 2
    JOINED = 3
    BAG = 4
    STEMS = 5
    LOOSE = 6
    NEAR = 7


STRICT = Level.BAG
"""Up to this level a name is the variant but for spelling and order."""


@dataclass(frozen=True, slots=True)
class Match:
    """``variant`` met name number ``name`` at ``level``; ``cosine`` compares their trigrams."""

    name: int
    variant: Variant
    level: Level
    cosine: float


def level_of(variant: str, name: str) -> Level:
    """The strictest level at which the two agree."""
    if is_acronym(name):
        return Level.ACRONYM if acronym_key(variant) == acronym_key(name) else Level.NEAR
    if variant.casefold() == name.casefold():
        return Level.WRITTEN
    levels = (Level.PLAIN, Level.JOINED, Level.BAG, Level.STEMS, Level.LOOSE)
    pairs = zip(levels, forms(variant).levels(), forms(name).of_name(), strict=True)
    return next((level for level, left, right in pairs if right and left == right), Level.NEAR)


def by_chance(variant: str, name: str) -> bool:
    """Whether ``variant`` is an everyday word that is not ``name`` itself, or the letters of an acronym in
    lower case, and ``name`` that acronym with "syndrome" or the like: what they share means nothing.

    >>> by_chance("mass", "Mass syndrome"), by_chance("flair", "FLAIR syndrome")
    (True, True)
    >>> by_chance("MASS", "MASS syndrome"), by_chance("best's", "Best disease"), by_chance("cold", "Cold")
    (False, False, False)
    """
    if not (variant.isalpha() and variant.islower()):
        return False
    if forms(variant).plain in NAMESAKES:
        return level_of(variant, name) > STRICT
    said, named = forms(variant), forms(name)
    if said.loose != named.loose or said.classes == named.classes:
        return False
    return any(is_acronym(word) and forms(word).loose == said.loose for word in _WORD.findall(name))
