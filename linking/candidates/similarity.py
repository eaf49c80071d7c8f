"""How near two names are."""

from math import sqrt

from medkg.linking.index.ngrams import trigrams


def cosine(first: str, second: str) -> float:
    """The cosine of the sets of trigrams of two forms, all weighted alike; 0 where one has none.

    >>> cosine("pain", "pain"), cosine("pain", "fever")
    (1.0, 0.0)
    """
    left, right = trigrams(first), trigrams(second)
    if first == second:
        return 1.0 if first else 0.0
    return len(left & right) / sqrt(len(left) * len(right)) if left and right else 0.0


def covered(first: str, second: str) -> float:
    """The part of the words of ``first`` that are words of ``second`` too; 0 for no words."""
    left = set(first.split())
    return len(left & set(second.split())) / len(left) if left else 0.0
