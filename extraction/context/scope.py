"""What the cues of a sentence speak of."""

from collections.abc import Sequence

from medkg.extraction.context.clauses import grammar
from medkg.extraction.context.lexicon import Cue, Reach
from medkg.extraction.context.scope_after import scope_after
from medkg.extraction.context.scope_before import scope_before
from medkg.extraction.context.sentence import STATED, read_sentence
from medkg.extraction.span import Span

_WITHIN = STATED - {"absent", "not_done", "ended"}
"""Kinds whose cues may be the first word of the mention itself ("possible sepsis")."""
_LOOK = 5
"""Tokens in which a time ends that "for" begins."""
_SCOPES = {Reach.PRECEDING: scope_after, Reach.FOLLOWING: scope_before}


def said_of(text: str, spans: Sequence[Span]) -> list[frozenset[str]]:
    """For each of ``spans`` in the sentence ``text`` the kinds of the cues that speak of it.

    The kinds are the tables of ``terms/assertions.toml``. A cue inside of a mention speaks of nothing but,
    where it is the first word, of the mention itself.

    >>> said_of("No fever or cough, but he has chills.", [Span(3, 8), Span(12, 17), Span(30, 36)])
    [frozenset({'negated'}), frozenset({'negated'}), frozenset()]
    """
    sentence = read_sentence(text)
    places = [sentence.tokens.covering(span) for span in spans]
    found: list[set[str]] = [set() for _ in spans]
    inside = {place for places_of in places for place in places_of[1:]}
    ends = {places_of[0]: places_of[-1] for places_of in places if places_of}
    for cue in sentence.cues:
        if cue.reach not in _SCOPES or cue.start in inside:
            continue
        within = cue.end <= ends.get(cue.start, -1)
        scope = frozenset() if within else frozenset(_SCOPES[cue.reach](sentence, cue))
        for kinds, place in zip(found, places, strict=True):
            if place and _speaks_of(cue, scope, place):
                kinds.add(_said(sentence.tokens.words, cue, place))
    return [frozenset(kinds) for kinds in found]


def _said(words: Sequence[str], cue: Cue, mention: range) -> str:
    """The kind of a cue; "did not" before a verb that leaves its object standing speaks of care alone, and so
    does a denial of what is for something: "no treatment for hepatitis".
    """
    rules, place = grammar(), cue.end
    if cue.kind != "negated" or cue.reach is not Reach.PRECEDING:
        return cue.kind
    if _was_for(words, cue, mention[0]):
        return "not_done"
    if not _denies_verb(words, cue):
        return cue.kind
    while place < len(words) and words[place] not in rules.existence and _may_stand_between(words[place]):
        place += 1
    denied = place == mention[0] or (place < len(words) and words[place] in rules.existence)
    return "negated" if denied else "not_done"


def _was_for(words: Sequence[str], cue: Cue, mention: int) -> bool:
    """Whether a "for" that tells a purpose stands between what is denied and the mention."""
    rules = grammar()
    return any(
        words[place] == "for"
        and rules.times.isdisjoint(words[place + 1 : place + _LOOK])
        and rules.sought.isdisjoint(words[cue.start : place])
        for place in range(cue.end + 1, mention)
    )


def _may_stand_between(word: str) -> bool:
    return word in grammar().helpers or word.endswith("ly")


def _denies_verb(words: Sequence[str], cue: Cue) -> bool:
    rules, last = grammar(), words[cue.end - 1]
    if last == "not":
        return cue.start > 0 and words[cue.start - 1] in rules.auxiliaries
    return last in rules.auxiliaries_not


def _speaks_of(cue: Cue, scope: frozenset[int], place: range) -> bool:
    if cue.start == place[0]:
        return cue.reach is Reach.PRECEDING and cue.kind in _WITHIN and cue.end <= place[-1]
    if cue.reach is Reach.PRECEDING:
        return place[0] in scope or (place[0] < cue.end <= place[-1] and cue.end in scope)
    return place[-1] in scope
