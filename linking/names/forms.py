"""The normal forms of a name, from strict to loose."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from medkg.linking.names.characters import words
from medkg.linking.names.spelling import arabic, spell
from medkg.linking.names.stemming import stem
from medkg.linking.names.word_classes import ARTICLES, GENERIC, STOP_WORDS, word_class


@dataclass(frozen=True, slots=True)
class Forms:
    """Readings of a name; two names that share an early one are surely near, a late one perhaps.

    ``plain``: words in order, one spelling; ``joined``: the same without spaces; ``bag``: without stop
    words, sorted; ``stems``: the bag's stems; ``loose``: stems by class of meaning ("renal" is "kidney"),
    without words that say little; ``classes``: the same with them.
    """

    plain: str
    joined: str
    bag: str
    stems: str
    loose: str
    classes: str

    def levels(self) -> tuple[str, str, str, str, str]:
        """The forms, strictest first."""
        return self.plain, self.joined, self.bag, self.stems, self.loose

    def of_name(self) -> tuple[str, str, str, str, str]:
        """The forms by which a name is found, strictest first; empty are those of which nothing but
        generic words ("disease") is left where the name says more.

        >>> forms("other disease").of_name(), forms("disease").of_name()[2]
        (('other disease', 'otherdisease', '', '', ''), 'disease')
        """
        return (self.plain, self.joined, "", "", "") if self.is_hollow() else self.levels()

    def is_generic(self) -> bool:
        """Whether nothing is said but generic words and stop words ("his disease")."""
        return set(self.classes.split()) <= GENERIC

    def is_hollow(self) -> bool:
        """Whether that is so and some are stop words."""
        words = {word_class(stem(word)) for word in self.plain.split()}
        return self.is_generic() and not words <= GENERIC


def plain(name: str) -> str:
    """The words of ``name`` in order: lower case, one spelling, singular, Arabic numbers; empty if it has
    none.

    Idempotent: ``plain(plain(name)) == plain(name)``.

    >>> plain("Tumours, type II (Sjögren's)")
    'tumor type 2 sjogren'
    """
    return " ".join(arabic([spell(word) for word in words(name)]))


@lru_cache(maxsize=50_000)
def forms(name: str) -> Forms:
    """All forms of ``name``.

    >>> forms("Failure, Renal").loose == forms("kidney insufficiency").loose
    True
    """
    ordered = plain(name)
    said = _bag(ordered)
    stems = sorted({stem(word) for word in said})
    classes = sorted({word_class(word) for word in stems})
    loose = [word for word in classes if word not in GENERIC] or classes
    joined = spell(ordered.replace(" ", ""))
    return Forms(ordered, joined, " ".join(said), " ".join(stems), " ".join(loose), " ".join(classes))


_BEFORE = re.compile(r"\s(?:of|in|at|to|due|from|with|by|for)\s")


def head(name: str) -> str:
    """The class of the word that says what ``name`` is: the last one, or the last before a preposition.

    >>> head("loss of kidney function") == head("hearing deficiency"), head("chest pain")
    (True, 'pain')
    """
    ordered = plain(_BEFORE.split(name.strip(), maxsplit=1)[0]) or plain(name)
    return word_class(stem(ordered.split()[-1])) if ordered else ""


def bag(name: str) -> str:
    """The words of ``name`` that say something, sorted: the form by which names of two vocabularies are
    compared.
    """
    return " ".join(_bag(plain(name)))


def _bag(ordered: str) -> list[str]:
    spelled = ordered.split()
    said = {word for word, after in pairwise(spelled) if word not in ARTICLES or after in STOP_WORDS}
    said |= set(spelled[-1:])
    return sorted(said - STOP_WORDS) or sorted(said)
