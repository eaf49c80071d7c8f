"""Whether a sentence affirms, denies or doubts a relation of two of its mentions, over its clauses.

The phrases stand in ``terms/relations.toml``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from medkg.extraction.assertion import Polarity
from medkg.extraction.context.clauses import begins_clause, grammar
from medkg.extraction.context.lexicon import Cue, Reach, find_cues
from medkg.extraction.context.tokens import tokenize
from medkg.extraction.span import Span

CONTRAINDICATED = "CONTRAINDICATED_IN"
_RELATIVE = frozenset({"which", "who", "whose", "whom", "where"})
_EXCEPT = (("but", "not"), ("and", "not"), ("unlike",), ("without",), ("in", "contrast", "to"))
_LONGEST_ASIDE = 20


def relation_polarity(text: str, sentence: Span, first: Span, second: Span, *, type: str = "") -> Polarity:
    """The polarity that a sentence of ``text`` gives to the relation ``type`` of the mentions at two spans.

    Counted are the phrases of the clause that holds both mentions, or of the clause of the second where the
    first is its subject too ("X lowered pressure and did not cause Y"). Asides between commas ("X, which is
    not new, caused Y") do not count. Denial outweighs doubt. What forbids a drug affirms a contraindication.
    Mentions that overlap are affirmed.

    >>> text = "Aspirin did not cause bleeding."
    >>> relation_polarity(text, Span(0, 31), Span(0, 7), Span(22, 30)).value
    'negated'
    """
    first, second = sorted((first, second))
    if first.end > second.start:
        return Polarity.AFFIRMED
    tokens = tokenize(sentence.slice(text))
    spans = [Span(span.start - sentence.start, span.end - sentence.start) for span in (first, second)]
    places = [tokens.covering(span) for span in spans]
    if not all(places):
        return Polarity.AFFIRMED
    found = _counted(tokens.words, places[0], places[1])
    if type == CONTRAINDICATED:
        forbids = {place for cue in found if cue.kind == "forbidden" for place in range(cue.start, cue.end)}
        found = [cue for cue in found if forbids.isdisjoint(range(cue.start, cue.end))]
    if any(cue.kind in {"negated", "forbidden"} for cue in found):
        return Polarity.NEGATED
    return Polarity.POSSIBLE if any(cue.kind == "possible" for cue in found) else Polarity.AFFIRMED


@dataclass(frozen=True, slots=True)
class _Part:
    """The tokens ``start:end`` before, between or after two mentions, and the cues that count there."""

    reach: Reach
    start: int
    end: int

    def holds(self, cue: Cue) -> bool:
        return cue.reach is self.reach and self.start <= cue.start and cue.end <= self.end


def _counted(words: Sequence[str], first: range, second: range) -> list[Cue]:
    """The cues of the clause, or clauses, that relate the mentions at two ranges of tokens."""
    cues = find_cues(words, "relations")
    ends = {place for cue in cues if cue.reach is Reach.END for place in range(cue.start, cue.end)}
    aside = _asides(words, first.stop, second.start)
    inner = [place for place in range(first.stop, second.start) if place not in aside]
    breaks = [place for place in inner if _breaks(words, place, ends, first.stop)]
    parts = [_Part(Reach.BETWEEN, max(breaks, default=first.stop - 1) + 1, second.start)]
    if not any(_new_subject(words, place, ends) for place in breaks):
        begin = max((place for place in range(first.start) if place in ends), default=-1) + 1
        parts.append(_Part(Reach.BEFORE, begin, first.start))
    outer = (place for place in range(second.stop, len(words)) if _breaks(words, place, ends, first.stop))
    stop = next(outer, len(words))
    parts.append(_Part(Reach.AFTER, second.stop, stop))
    return [cue for cue in cues if cue.start not in aside and any(part.holds(cue) for part in parts)]


def _breaks(words: Sequence[str], place: int, ends: set[int], start: int) -> bool:
    """Whether a clause begins at ``place``, the one from ``start`` on having had its verb."""
    if place in ends:
        return True
    if words[place] not in {",", "and"} or not begins_clause(words, place, ends):
        return False
    return any(map(_may_be_verb, words[start:place])) or words[place + 1] in {"and", *grammar().subjects}


def _may_be_verb(word: str) -> bool:
    return word in grammar().verbs or (len(word) > 3 and word.endswith("ed"))


def _new_subject(words: Sequence[str], place: int, ends: set[int]) -> bool:
    """Whether the clause that begins after ``place`` has a subject of its own."""
    after = place + 1
    while after < len(words) and words[after] in {",", "and"}:
        after += 1
    return place in ends or after == len(words) or words[after] not in grammar().verbs


def _asides(words: Sequence[str], start: int, stop: int) -> frozenset[int]:
    """The tokens between ``start`` and ``stop`` that stand in an aside between two commas, commas too."""
    found: set[int] = set()
    for place in range(start, stop):
        if words[place] == "," and place not in found and _opens_aside(words, place + 1):
            close = next((p for p in range(place + 1, stop) if words[p] == ","), None)
            if close is not None and close - place <= _LONGEST_ASIDE:
                found.update(range(place, close + 1))
    return frozenset(found)


def _opens_aside(words: Sequence[str], place: int) -> bool:
    """Whether an aside begins after a comma: "which ...", or what parts "not" from its verb."""
    if words[place - 2] == "not" or (place < len(words) and words[place] in _RELATIVE):
        return True
    return any(tuple(words[place : place + len(phrase)]) == phrase for phrase in _EXCEPT)
