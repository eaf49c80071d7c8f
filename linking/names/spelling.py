"""One spelling for British and American words, singulars and plurals, Roman and Arabic numbers."""

import re
from functools import lru_cache
from itertools import pairwise

_RULES = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[ao]+e", "e"),
        (r"our$", "or"),
        (r"(?<=[a-z]{2})([bt])re$", r"\1er"),
        (r"sulph", "sulf"),
        (r"is(ation|ed|ing|er)$", r"iz\1"),
        (r"lyse$", "lyze"),
        (r"itide$", "itis"),
    )
)
_NO_PLURALS = frozenset({"hers", "ours", "theirs", "yours"})
_RULED = re.compile("|".join(pattern.pattern for pattern, _ in _RULES))
"""Finds something in every word that a rule changes first; most words are left alone."""
_ROMAN = {
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "xi": "11",
    "xii": "12",
}
_NUMBERED = frozenset({"type", "stage", "grade", "class", "group", "phase", "factor"})
_ROMAN_AFTER = {"i": "1", "v": "5", "x": "10", "a": "a", **_ROMAN}


@lru_cache(maxsize=200_000)
def spell(word: str) -> str:
    """The singular of ``word`` in American spelling; spelling twice changes nothing. A possessive pronoun
    ("hers", which is an eponym too) is no plural.

    >>> [spell(word) for word in ("tumours", "anaemia", "biopsies", "diabetes", "stenosis")]
    ['tumor', 'anemia', 'biopsy', 'diabete', 'stenosis']
    """
    while (again := _spell_once(word)) != word:
        word = again
    return word


def _spell_once(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "siu" and word not in _NO_PLURALS:
        word = word[:-1]
    if not _RULED.search(word):
        return word
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def arabic(words: list[str]) -> list[str]:
    """``words`` with Roman numbers from 2 on, and every Roman number after a word such as "type", in
    Arabic digits.

    >>> arabic(["diabetes", "type", "i"])
    ['diabetes', 'type', '1']
    """
    read = words[:1]
    for before, word in pairwise(words):
        read.append((_ROMAN_AFTER if before in _NUMBERED else _ROMAN).get(word, word))
    return read
