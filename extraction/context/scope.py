"""What the cues of a sentence speak of."""

from collections.abc import Sequence

from medkg.extraction.context.clauses import grammar
from medkg.extraction.context.lexicon import Cue, Reach
from medkg.extraction.context.scope_after import scope_after
from medkg.extraction.context.scope_before import scope_before
from medkg.extraction.context.sentence import STATED, Sentence, read_sentence
from medkg.extraction.span import Span

_WITHIN = STATED - {"absent", "not_done", "ended"}
"""Kinds whose cues may be the first word of the mention itself ("possible sepsis")."""
_TOLD = {"risk": "hypothetical", "option": "planned"}
"""What kinds come to where the sentence tells that the patient was told."""
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
    found = _said_of_each(sentence, places)
    for number, place in enumerate(places):
        if place and _takes(sentence, place[0]):
            found[number] = _said_of_each(read_sentence(text, named=place[0]), [place])[0]
    return found


def _takes(sentence: Sentence, named: int) -> bool:
    """Whether a phrase that denies nothing holds the first word of a mention and words before it."""
    return any(
        cue.reach is Reach.PSEUDO and cue.kind == "negated" and cue.start < named < cue.end
        for cue in sentence.cues
    )


def _said_of_each(sentence: Sentence, places: Sequence[range]) -> list[frozenset[str]]:
    found: list[set[str]] = [set() for _ in places]
    inside = {place for places_of in places for place in places_of[1:]}
    ends = {places_of[0]: places_of[-1] for places_of in places if places_of}
    for cue in sentence.cues:
        if cue.reach not in _SCOPES or cue.start in inside:
            continue
        within = cue.end <= ends.get(cue.start, -1)
        scope = frozenset() if within else frozenset(_SCOPES[cue.reach](sentence, cue))
        for kinds, place in zip(found, places, strict=True):
            if place and _speaks_of(sentence.tokens.words, cue, scope, place):
                kinds.add(_said(sentence.tokens.words, cue, place))
    return [frozenset(kinds) for kinds in found]


def _said(words: Sequence[str], cue: Cue, mention: range) -> str:
    """The kind of a cue; "did not" before a verb that leaves its object standing speaks of care alone, and so
    does a denial of what is for something: "no treatment for hepatitis". Before a verb of effects ("does not
    change") it speaks of nothing, nor does an end of care speak of what the care was for.
    """
    rules, place = grammar(), cue.end
    if cue.kind in _TOLD:
        return cue.kind if rules.explained.isdisjoint(words) else _TOLD[cue.kind]
    if cue.kind not in {"negated", "not_done", "ended"} or cue.reach is not Reach.PRECEDING:
        return cue.kind
    if _was_for(words, cue, mention[0]):
        return "not_done" if cue.kind == "negated" else "purpose"
    if cue.kind != "negated" or not _denies_verb(words, cue):
        return cue.kind
    while place < len(words) and words[place] not in rules.existence and _may_stand_between(words[place]):
        place += 1
    if place < len(words) and words[place] in rules.effects:
        return "purpose"
    denied = place == mention[0] or (place < len(words) and words[place] in rules.existence)
    return "negated" if denied or _is_told(words, place, mention[0]) else "not_done"


def _is_told(words: Sequence[str], place: int, mention: int) -> bool:
    """Whether what is denied at ``place`` is said of the patient, and a list of such goes on to the mention:
    "has not been lethargic or irritable", "does not smoke or drink".
    """
    prepositions = grammar().prepositions
    between = words[place:mention]
    if "or" not in between:
        return False
    quality = words[place - 1] in {"be", "been"} and not words[place].endswith(("ed", "en"))
    return between[1:] == ("or",) or (quality and prepositions.isdisjoint(between))


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
        return cue.end > 1 and words[cue.end - 2] in rules.auxiliaries
    return last in rules.auxiliaries_not


def _speaks_of(words: Sequence[str], cue: Cue, scope: frozenset[int], place: range) -> bool:
    if cue.start == place[0]:
        speaks = cue.kind in _WITHIN and words[cue.start] not in grammar().failing
        return speaks and cue.reach is Reach.PRECEDING and cue.end <= place[-1]
    if cue.reach is Reach.PRECEDING:
        return place[0] in scope or (place[0] < cue.end <= place[-1] and cue.end in scope)
    return place[-1] in scope
