"""Stems that a noun and the adjective made from it share."""

from functools import lru_cache

_SHORTEST = 4
_ENDINGS = """
ically icities icity ations ation otic osis oses esis etic atic ance ence ative ement iness ness
tion sion tive sive tic sis ses ical ism ist ial ian ing ity ous ant ent ate ment ic al ia ed es is
us um or ar ly y e a s
"""
_LONGEST_FIRST = tuple(_ENDINGS.split())


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
    for ending in _LONGEST_FIRST:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
