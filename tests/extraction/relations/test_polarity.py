"""Denied and doubted relations."""

import pytest

from medkg.extraction.assertion import Polarity
from medkg.extraction.relations.polarity import relation_polarity
from medkg.extraction.span import Span

CASES = [
    ("{Zorafen} caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} did not cause {gripe}.", Polarity.NEGATED),
    ("{Zorafen} was not associated with {gripe}.", Polarity.NEGATED),
    ("There is no evidence that {zorafen} leads to {gripe}.", Polarity.NEGATED),
    ("{Zorafen} can be given without {gripe}.", Polarity.NEGATED),
    ("After {zorafen}, {gripe} was not observed.", Polarity.NEGATED),
    ("{Zorafen} may cause {gripe}.", Polarity.POSSIBLE),
    ("A possible link of {zorafen} and {gripe} is described.", Polarity.POSSIBLE),
    ("With {zorafen}, {gripe} cannot be ruled out.", Polarity.POSSIBLE),
    ("{Zorafen} did not lower pressure but caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} caused not only fever and {gripe}.", Polarity.AFFIRMED),
    ("{Gripe} followed {zorafen} although pallor was not observed.", Polarity.AFFIRMED),
    ("{Zorafen} might not cause {gripe}.", Polarity.NEGATED),
    ("{Notazor} caused {gripe}.", Polarity.AFFIRMED),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_polarity_of_the_marked_pair(marked: str, expected: Polarity) -> None:
    text, spans = unmarked(marked)
    assert relation_polarity(text, Span(0, len(text)), *spans) is expected
    assert relation_polarity(text, Span(0, len(text)), *reversed(spans)) is expected


def test_other_sentences_do_not_count() -> None:
    text = "No evidence that. Zorafen caused gripe."
    assert relation_polarity(text, Span(18, 39), Span(18, 25), Span(33, 38)) is Polarity.AFFIRMED


def test_mentions_that_overlap_are_affirmed() -> None:
    assert relation_polarity("no gripe", Span(0, 8), Span(0, 8), Span(3, 8)) is Polarity.AFFIRMED


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text without braces and the spans that they held."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "{":
            start = len(text)
        elif character == "}":
            spans.append(Span(start, len(text)))
        else:
            text += character
    return text, spans
