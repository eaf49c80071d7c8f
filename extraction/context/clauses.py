"""Where clauses begin and lists go on: a small grammar over word lists, without a parser.

The words stand in ``terms/clauses.toml``.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from medkg.extraction.terms import words as word_lists

_LOOK = 9
"""Tokens after a comma or an "and" within which the verb of a new clause stands."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The word lists: what may be a finite verb, a subject, a helper next to a verb, and so on."""

    verbs: frozenset[str]
    subjects: frozenset[str]
    helpers: frozenset[str]
    presence: frozenset[str]
    aside: frozenset[str]
    commands: frozenset[str]
    openers: frozenset[str]
    claims: frozenset[str]
    prepositions: frozenset[str]
    subordinators: frozenset[str]
    having: frozenset[str]
    tellers: frozenset[str]
    existence: frozenset[str]
    single: frozenset[str]
    auxiliaries: frozenset[str]
    auxiliaries_not: frozenset[str]
    sought: frozenset[str]
    times: frozenset[str]
    failing: frozenset[str]
    explained: frozenset[str]
    listing: frozenset[str]
    brief: frozenset[str]
    effects: frozenset[str]
    attributive: frozenset[str]
    forbidding: frozenset[str]
    circumstances: frozenset[str]
    people: frozenset[str]
    suffering: frozenset[str]


@cache
def grammar() -> Grammar:
    """The grammar of ``terms/clauses.toml``."""
    return Grammar(**word_lists("clauses"))


def begins_clause(words: Sequence[str], position: int, barriers: Collection[int]) -> bool:
    """Whether the comma or "and" at ``position`` joins a new clause rather than the next item of a list.

    It does where a subject or a verb comes next ("and he has", ", was given"), or where what comes next has
    a verb of its own ("no fever, the cough is dry") that does not tell whether the whole list is there ("no
    fever and chills were noted"). ``barriers`` are tokens at which the search for that verb ends.
    """
    rules = grammar()
    first = position + 1
    while first < len(words) and words[first] in {",", "and", "then", "also", "he/she"}:
        first += 1
    if first >= len(words):
        return False
    if words[first] in rules.subjects or words[first] in rules.verbs:
        return True
    if words[first] == "the" and first + 1 < len(words) and words[first + 1] in rules.subjects:
        return True
    return _has_own_verb(words, first, barriers)


def _has_own_verb(words: Sequence[str], first: int, barriers: Collection[int]) -> bool:
    rules = grammar()
    for place in range(first, min(first + _LOOK, len(words))):
        if words[place] in rules.verbs:
            return not _tells_presence(words, place)
        if words[place] in {",", ";", ":", "or", "nor", "("} or place in barriers:
            return False
    return False


def _tells_presence(words: Sequence[str], verb: int) -> bool:
    """Whether the verb says that something is there or not: "were noted", "is also not present"."""
    rules = grammar()
    place = verb + 1
    while place < len(words) and words[place] in rules.helpers:
        place += 1
    return place < len(words) and words[place] in rules.presence
