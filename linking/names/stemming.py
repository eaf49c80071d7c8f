"""Stems that a noun and the adjective made from it share."""

from functools import lru_cache

_SHORTEST = 4
_LISTED = """
ically icities icity ations ation otic osis oses esis etic atic ance ence ative ement iness ness
tion sion tive sive tic sis ses ical ism ist ial ian ing ity ous ant ent ate ic al ia ed es is
us um or ar ly y e a s
"""
_ENDINGS = frozenset(_LISTED.split())
_LONGEST = max(map(len, _ENDINGS))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """``word`` without its endings, at least four letters long.

    >>> stem("nephrotoxic") == stem("nephrotoxicity"), stem("hypertensive") == stem("hypertension")
    (True, True)
    """
    while (shorter := _strip(word)) != word:
        word = shorter
    return word


def _strip(word: str) -> str:
    """``word`` without the longest of its endings that leaves enough of it."""
    for length in range(min(_LONGEST, len(word) - _SHORTEST), 0, -1):
        if word[-length:] in _ENDINGS:
            return word[:-length]
    return word
