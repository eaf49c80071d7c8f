"""The phrases of ``terms/assertions.toml`` and ``terms/relations.toml``, ready to be found in a sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from medkg.extraction.context.tokens import tokenize
from medkg.extraction.terms import phrases


class Reach(Enum):
    """Where a phrase stands to what it speaks of; the values are keys of the files.

    PRECEDING ones speak of mentions after them, FOLLOWING ones of mentions before them. BEFORE, BETWEEN and
    AFTER ones speak of a pair of mentions. PSEUDO ones hold the words of a cue and speak of nothing; END ones
    end the scope of cues of their kind, or of all kinds where the kind is ``clauses``.
    """

    PRECEDING = "preceding"
    FOLLOWING = "following"
    BEFORE = "before"
    BETWEEN = "between"
    AFTER = "after"
    PSEUDO = "pseudo"
    END = "ends"


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found at the tokens ``start:end``; ``kind`` is its table in the file."""

    kind: str
    reach: Reach
    start: int
    end: int


DENIALS = {"absent": "negated", "not_done": "negated"}
"""Kinds of denial among which the longest phrase is taken: "not seen" over "not"."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[str, ...]
    kind: str
    reaches: tuple[Reach, ...]


def find_cues(words: Sequence[str], book: str = "assertions", *, named: int | None = None) -> list[Cue]:
    """The phrases of ``terms/BOOK.toml`` in a sentence of lower-case ``words``, in text order.

    Cues of one kind and reach do not overlap: the longest of those that begin first is taken. At ``named`` a
    mention begins whose words no denial may take for its own: "no" denies what is named "change in vision".

    >>> [(cue.kind, cue.reach.value) for cue in find_cues(("no", "further", "fever"))]
    [('negated', 'pseudo')]
    """
    lexicon = _lexicon(book)
    free: dict[tuple[str, Reach], int] = defaultdict(int)
    found = []
    for start, word in enumerate(words):
        for phrase in lexicon.get(word, ()):
            end = start + len(phrase.words)
            if tuple(words[start:end]) != phrase.words or not _fits(words, start, end, phrase.kind):
                continue
            if named is not None and phrase.kind == "negated" and start < named < end:
                continue
            pseudo = free[_space(phrase.kind, Reach.PSEUDO)]
            spaces = {reach: _space(phrase.kind, reach) for reach in phrase.reaches}
            fitting = [reach for reach, space in spaces.items() if start >= max(free[space], pseudo)]
            found += [Cue(phrase.kind, reach, start, end) for reach in fitting]
            free.update((spaces[reach], end) for reach in fitting)
    return found


def _space(kind: str, reach: Reach) -> tuple[str, Reach]:
    """Phrases of one space do not overlap; pseudo ones take the place of all of their kind."""
    of_one = reach in {Reach.PRECEDING, Reach.FOLLOWING}
    return DENIALS.get(kind, kind), Reach.PSEUDO if of_one else reach


def _fits(words: Sequence[str], start: int, end: int, kind: str) -> bool:
    """Whether a phrase may stand there: an answer (": no") only where no word follows, one with a comma at
    its end only where the sentence begins, and what tells of alternatives not between numbers ("12 vs. 8%").
    """
    if words[end - 1] == ",":
        return start == 0
    if kind == "alternatives":
        following = next((word for word in words[end:] if word.isalnum() or word[0].isdigit()), "")
        return not following[:1].isdigit()
    return words[start] != ":" or end == len(words) or not words[end][0].isalnum()


@cache
def _lexicon(book: str) -> Mapping[str, tuple[_Phrase, ...]]:
    """The phrases by their first word, the longest first."""
    reaches: dict[tuple[str, tuple[str, ...]], list[Reach]] = defaultdict(list)
    for kind, lists in phrases(book).items():
        for reach, lines in lists.items():
            for line in lines:
                reaches[kind, tokenize(line).words].append(Reach(reach))
    by_first: dict[str, list[_Phrase]] = defaultdict(list)
    for (kind, words), said in reaches.items():
        by_first[words[0]].append(_Phrase(words, kind, tuple(said)))
    return {
        first: tuple(sorted(found, key=lambda phrase: -len(phrase.words)))
        for first, found in by_first.items()
    }
