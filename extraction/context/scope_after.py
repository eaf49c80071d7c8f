"""How far a cue speaks of what comes after it."""

from collections.abc import Iterator, Sequence, Set

from medkg.extraction.context.clauses import begins_clause, grammar
from medkg.extraction.context.lexicon import Cue
from medkg.extraction.context.sentence import LISTS, STATED, Sentence

_PEOPLE = frozenset({"relative", "other"})
"""Kinds whose cues name people, who are only sometimes said to have something."""
_NO_REASON = {(), *((word,) for word in (".", ",", ";", "to", "for", "at", "in", "by", "on", "or", "and"))}
"""What follows a "given" that tells that something was given and not why."""
_NOBODY = frozenset({"no", "none", "not", "neither"})
_LOOK_WHOM, _LOOK_VERB = 3, 10
"""Tokens after "no" in which people are named, and after them in which the verb stands."""
_SILENT = {(",",), (".",), (";",), (")",)}
"""What makes nothing of a cue that speaks of what follows: "fever denied, cough present"."""


def scope_after(sentence: Sentence, cue: Cue) -> Iterator[int]:
    """The tokens after a cue that it speaks of, over lists, to the end of its clause."""
    words, rules = sentence.tokens.words, grammar()
    people = cue.kind in _PEOPLE
    start = _past_people(words, cue.end) if people else _past_verb(words, _past_whom(words, cue))
    if cue.kind in STATED and words[cue.end : cue.end + 1] in _SILENT:
        return
    verbs = 1 if words[cue.end - 1] in rules.openers else 0
    aside, back = False, _ends_of_asides(words, cue)
    for place in range(start, len(words)):
        if words[place] in rules.verbs and verbs:
            verbs -= 0 if words[place + 1 : place + 2] == ("had",) else 1
        elif _ends_after(sentence, cue, place):
            return
        aside = words[place] in rules.aside or (aside and words[place] not in back)
        if not aside or cue.kind not in STATED:
            yield place


def _ends_of_asides(words: Sequence[str], cue: Cue) -> Set[str]:
    """What ends an aside: "no evidence on CT for embolism" comes back to what was sought."""
    sought = not grammar().sought.isdisjoint(words[cue.start : cue.end + 1])
    return {",", "for"} if sought else {","}


def _past_people(words: Sequence[str], start: int) -> int:
    """Past what gives the people before ``start`` what follows; the end where they are given nothing."""
    rules, place = grammar(), start
    while place < len(words) and _gives(words, place, start):
        place += 1
    told = place < len(words) and (words[place] in rules.tellers or _is_busy(words, place))
    return len(words) if place == start or told else place


def _gives(words: Sequence[str], place: int, start: int) -> bool:
    rules = grammar()
    if words[place] == "also":
        return place > start or rules.having.issuperset(words[place + 1 : place + 2])
    return words[place] in rules.having or words[place].isdigit()


def _is_busy(words: Sequence[str], place: int) -> bool:
    """Whether people are told to do something: "his mother has been feeding him"."""
    return words[place] == "been" and place + 1 < len(words) and words[place + 1].endswith("ing")


def _past_whom(words: Sequence[str], cue: Cue) -> int:
    """Past those who are denied something: "no patient with gout had hives" denies the hives alone."""
    rules = grammar()
    if cue.kind != "negated" or words[cue.start] not in _NOBODY:
        return cue.end
    who = cue.end
    while words[who : who + 1] and words[who] not in rules.people:
        if who == cue.end + _LOOK_WHOM or words[who] in {",", ";"}:
            return cue.end
        who += 1
    for place in range(who + 1, min(who + _LOOK_VERB, len(words))):
        if words[place] in rules.suffering:
            return place + 1
        if words[place] in rules.verbs or words[place] in {",", ";"}:
            break
    return cue.end


def _past_verb(words: Sequence[str], start: int) -> int:
    """Past the verb that a cue stands before, with its subject where it is turned round ("nor was she")."""
    rules = grammar()
    while start < len(words) and (words[start] in rules.helpers or words[start] in rules.verbs):
        start += 1
        if start < len(words) and words[start] in rules.subjects and words[start - 1] in rules.verbs:
            start += 1
    return start


def _ends_after(sentence: Sentence, cue: Cue, place: int) -> bool:
    words, rules = sentence.tokens.words, grammar()
    if _tells_reason(words, cue, place):
        return True
    if sentence.ends_at(cue.kind, place):
        return words[place] != ";" or rules.listing.isdisjoint(words[cue.start : cue.end])
    if words[place] == "," and words[cue.start] in rules.brief:
        return True
    if cue.kind == "hypothetical":
        return words[place] == "," and _orders(words, place + 1)
    if cue.kind not in STATED or words[place] in rules.verbs:
        return cue.kind in STATED
    return words[place] in LISTS and (
        words[cue.end - 1] in rules.single
        or begins_clause(words, place, sentence.barriers)
        or _other_cue(sentence, cue, place + 1)
        or (_claims(sentence, place + 1) and not (cue.kind == "historical" and _joins(words, place)))
    )


def _tells_reason(words: Sequence[str], cue: Cue, place: int) -> bool:
    """Whether what follows is why or where something is denied: "no steroids given diabetes"."""
    rules = grammar()
    if cue.kind not in STATED:
        return False
    if words[cue.end - 1] in rules.forbidding:
        return words[place] in rules.circumstances
    if words[place] != "given" or place == cue.end or words[place + 1 : place + 2] in _NO_REASON:
        return False
    return words[place - 1] not in rules.verbs and words[place - 1] not in rules.helpers


def _orders(words: Sequence[str], place: int) -> bool:
    rules = grammar()
    return place < len(words) and (words[place] in rules.commands or words[place] in rules.subjects)


def _other_cue(sentence: Sentence, cue: Cue, place: int) -> bool:
    """Whether a cue of another kind begins at ``place``, so that the list of the first one has ended."""
    words = sentence.tokens.words
    while place < len(words) and words[place] in LISTS:
        place += 1
    return not sentence.begun.get(place, frozenset()) <= {cue.kind}


def _joins(words: Sequence[str], place: int) -> bool:
    """Whether an "and" without a comma goes on with a list: "history of two falls and a fracture"."""
    return words[place] == "and" and words[place - 1] != ","


def _claims(sentence: Sentence, place: int) -> bool:
    """Whether what follows a comma is said for itself ("no rash, a large ulcer"), no "or" joining it.

    So is the main clause after a clause that opens the sentence ("As it did not itch, a cream was ...").
    """
    words, rules = sentence.tokens.words, grammar()
    subordinate = words[0] in rules.subordinators and words[place - 1] == ","
    if place >= len(words) or not (words[place] in rules.claims or subordinate):
        return False
    rest = words[place : next((p for p in range(place, len(words)) if p in sentence.barriers), len(words))]
    return "or" not in rest and "nor" not in rest
