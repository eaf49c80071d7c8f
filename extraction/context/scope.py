"""What the cues of a sentence speak of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from medkg.extraction.context.clauses import begins_clause, grammar
from medkg.extraction.context.lexicon import Cue, Reach, find_cues
from medkg.extraction.context.tokens import Tokens, tokenize
from medkg.extraction.span import Span

_STATED = frozenset({"negated", "absent", "not_done", "ended", "possible", "historical", "planned"})
"""Kinds that speak of a list and end at the verb after it; the others go on until a phrase ends them."""
_WITHIN = _STATED - {"absent", "not_done", "ended"}
"""Kinds whose cues may be the first word of the mention itself ("possible sepsis")."""
_PEOPLE = frozenset({"relative", "other"})
"""Kinds whose cues name people, who are only sometimes said to have something."""
_LISTS = frozenset({",", "and"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens with its cues, and the tokens at which something else begins.

    ``ends`` are the tokens of phrases that end scopes, with their kind; ``begun`` the kinds of the cues that
    speak of what follows, by their first token; ``barriers`` where a look for a verb ends.
    """

    tokens: Tokens
    cues: tuple[Cue, ...]
    ends: frozenset[tuple[str, int]]
    begun: Mapping[int, frozenset[str]]
    barriers: frozenset[int]

    def ends_at(self, kind: str, position: int) -> bool:
        """Whether a phrase that ends the scope of ``kind`` begins or goes on at the token ``position``."""
        return ("clauses", position) in self.ends or (kind, position) in self.ends


def read_sentence(text: str) -> Sentence:
    """The tokens and cues of one sentence."""
    tokens = tokenize(text)
    cues = tuple(find_cues(tokens.words))
    ends = frozenset(
        (cue.kind, position)
        for cue in cues
        if cue.reach is Reach.END
        for position in range(cue.start, cue.end)
    )
    begun: dict[int, frozenset[str]] = {}
    for cue in cues:
        if cue.reach is Reach.PRECEDING and cue.kind in _STATED:
            begun[cue.start] = begun.get(cue.start, frozenset()) | {cue.kind}
    barriers = frozenset(begun) | {place for kind, place in ends if kind == "clauses"}
    return Sentence(tokens, cues, ends, begun, barriers)


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
    for cue in sentence.cues:
        if cue.reach not in _SCOPES or cue.start in inside:
            continue
        scope = frozenset(_SCOPES[cue.reach](sentence, cue))
        for kinds, place in zip(found, places, strict=True):
            if place and _speaks_of(cue, scope, place):
                kinds.add(cue.kind)
    return [frozenset(kinds) for kinds in found]


def _speaks_of(cue: Cue, scope: frozenset[int], place: range) -> bool:
    if cue.start == place[0]:
        return cue.reach is Reach.PRECEDING and cue.kind in _WITHIN and cue.end <= place[-1]
    if cue.reach is Reach.PRECEDING:
        return place[0] in scope or (place[0] < cue.end <= place[-1] and cue.end in scope)
    return place[-1] in scope


def _after(sentence: Sentence, cue: Cue) -> Iterator[int]:
    """The tokens after a cue that it speaks of, over lists, to the end of its clause."""
    words, rules = sentence.tokens.words, grammar()
    if cue.kind in _PEOPLE and (cue.end == len(words) or words[cue.end] not in rules.having):
        return
    start = _past_verb(words, cue.end)
    while cue.kind in _PEOPLE and start < len(words) and words[start] in rules.having:
        start += 1
    verbs = 1 if words[cue.end - 1] in rules.openers else 0
    aside = False
    for place in range(start, len(words)):
        if words[place] in rules.verbs and verbs:
            verbs -= 1
        elif _ends_after(sentence, cue, place):
            return
        aside = words[place] in rules.aside or (aside and words[place] != ",")
        if not aside or cue.kind not in _STATED:
            yield place


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
    if sentence.ends_at(cue.kind, place):
        return True
    if cue.kind == "hypothetical":
        return words[place] == "," and _orders(words, place + 1)
    if cue.kind not in _STATED or words[place] in rules.verbs:
        return cue.kind in _STATED
    return words[place] in _LISTS and (
        begins_clause(words, place, sentence.barriers)
        or _other_cue(sentence, cue, place + 1)
        or _claims(sentence, place + 1)
    )


def _orders(words: Sequence[str], place: int) -> bool:
    rules = grammar()
    return place < len(words) and (words[place] in rules.commands or words[place] in rules.subjects)


def _other_cue(sentence: Sentence, cue: Cue, place: int) -> bool:
    """Whether a cue of another kind begins at ``place``, so that the list of the first one has ended."""
    words = sentence.tokens.words
    while place < len(words) and words[place] in _LISTS:
        place += 1
    return not sentence.begun.get(place, frozenset()) <= {cue.kind}


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


def _before(sentence: Sentence, cue: Cue) -> Iterator[int]:
    """The tokens before a cue that it speaks of: its subject, and the list that ends with it."""
    words, rules = sentence.tokens.words, grammar()
    last = cue.start - 1
    while last >= 0 and (words[last] in rules.helpers or words[last] in rules.verbs):
        last -= 1
    found: list[int] = []
    comma, joined = None, False
    for place in range(last, -1, -1):
        if sentence.ends_at(cue.kind, place) or words[place] in {";", ":"} or place in sentence.barriers:
            break
        if words[place] in rules.verbs:
            return iter(found[:comma])
        if words[place] in _LISTS and begins_clause(words, place, sentence.barriers):
            break
        joined = joined or words[place] in {"and", "or", "nor", "/"}
        if words[place] == "," and not joined and comma is None:
            comma = len(found)
        found.append(place)
    opens = words[found[-1]] if found else ""
    return iter(found[:comma] if opens in rules.prepositions else found)


_SCOPES: dict[Reach, Callable[[Sentence, Cue], Iterator[int]]] = {
    Reach.PRECEDING: _after,
    Reach.FOLLOWING: _before,
}
