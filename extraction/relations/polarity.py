"""Whether a sentence affirms, denies or doubts a relation of two of its mentions, by phrases around them.

The phrases stand in ``terms/relations.toml``. The rules look at one sentence and know no grammar.
"""

import re
from collections.abc import Iterable
from functools import cache

from medkg.extraction.assertion import Polarity
from medkg.extraction.span import Span
from medkg.extraction.terms import phrases


def relation_polarity(text: str, sentence: Span, first: Span, second: Span) -> Polarity:
    """The polarity that a sentence of ``text`` gives to the relation of the mentions at two spans.

    Denial outweighs doubt. Mentions that overlap are affirmed.

    >>> text = "Aspirin did not cause bleeding."
    >>> relation_polarity(text, Span(0, 31), Span(0, 7), Span(22, 30)).value
    'negated'
    """
    first, second = sorted((first, second))
    if first.end > second.start:
        return Polarity.AFFIRMED
    parts = {
        "before": _after_last_clause(text[sentence.start : first.start]),
        "between": _after_last_clause(text[first.end : second.start]),
        "after": _before_first_clause(text[second.end : sentence.end]),
    }
    doubtful = any(_cues("possible", place).search(part) for place, part in parts.items())
    without = {place: _pseudo().sub(" ", part) for place, part in parts.items()}
    if any(_cues("negated", place).search(part) for place, part in without.items()):
        return Polarity.NEGATED
    return Polarity.POSSIBLE if doubtful else Polarity.AFFIRMED


def _after_last_clause(part: str) -> str:
    return _clauses().split(part)[-1]


def _before_first_clause(part: str) -> str:
    return _clauses().split(part)[0]


@cache
def _cues(polarity: str, place: str) -> re.Pattern[str]:
    return _pattern(phrases("relations")[polarity][place])


@cache
def _pseudo() -> re.Pattern[str]:
    return _pattern(phrases("relations")["pseudo"]["all"])


@cache
def _clauses() -> re.Pattern[str]:
    return _pattern(phrases("relations")["clauses"]["ends"])


def _pattern(cues: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases as whole words, longest first, any white space between words."""
    written = (r"\s+".join(map(re.escape, cue.split())) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)
