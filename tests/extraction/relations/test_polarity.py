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
    ("After {zorafen}, {gripe} was not observed.", Polarity.NEGATED),
    ("{Zorafen} may cause {gripe}.", Polarity.POSSIBLE),
    ("A possible link of {zorafen} and {gripe} is described.", Polarity.POSSIBLE),
    ("With {zorafen}, {gripe} cannot be ruled out.", Polarity.POSSIBLE),
    ("{Zorafen} did not lower pressure but caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} caused not only fever and {gripe}.", Polarity.AFFIRMED),
    ("{Gripe} followed {zorafen} although pallor was not observed.", Polarity.AFFIRMED),
    ("{Zorafen} might not cause {gripe}.", Polarity.NEGATED),
    ("{Notazor} caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} lowered pressure and did not cause {gripe}.", Polarity.NEGATED),
    ("{Zorafen} did not lower pressure and caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} did not lower pressure, and {gripe} developed.", Polarity.AFFIRMED),
    ("{Zorafen}, which did not lower pressure, caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen}, but not notazor, caused {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} reduced fever but not {gripe}.", Polarity.NEGATED),
    ("{Zorafen} did not, in this trial, cause {gripe}.", Polarity.NEGATED),
    ("No evidence that {zorafen}, which is new, causes {gripe} was found.", Polarity.NEGATED),
    ("There is no evidence that {zorafen} helps, and it causes {gripe}.", Polarity.AFFIRMED),
    ("No association between {zorafen} and {gripe} was found.", Polarity.NEGATED),
    ("An association of {zorafen} with {gripe} was not confirmed.", Polarity.NEGATED),
    ("No patient on {zorafen} developed {gripe}.", Polarity.NEGATED),
    ("There was no difference in {gripe} between {zorafen} and placebo.", Polarity.NEGATED),
    ("Neither {zorafen} nor notazor caused {gripe}.", Polarity.NEGATED),
    ("Neither zorafen nor {notazor} caused {gripe}.", Polarity.NEGATED),
    ("{Zorafen} failed to improve {gripe}.", Polarity.NEGATED),
    ("{Zorafen} had no effect on {gripe}.", Polarity.NEGATED),
    ("{Zorafen} was ineffective against {gripe}.", Polarity.NEGATED),
    ("{Zorafen} is not only cheap, it also cures {gripe}.", Polarity.AFFIRMED),
    ("{Zorafen} and {gripe} were not associated.", Polarity.NEGATED),
    ("It is unclear whether {zorafen} causes {gripe}.", Polarity.POSSIBLE),
    ("{Zorafen} appears to worsen {gripe}.", Polarity.POSSIBLE),
    ("The link of {zorafen} with {gripe} remains unclear.", Polarity.POSSIBLE),
    ("{Zorafen} should not be used in {gripe}.", Polarity.NEGATED),
    ("{Zorafen} was no better than placebo for {gripe}.", Polarity.NEGATED),
    ("{zorafen} did nothing for my {gripe}", Polarity.NEGATED),
    ("The study did not find that {zorafen} improves {gripe}.", Polarity.NEGATED),
    ("None of the children on {zorafen} had {gripe}.", Polarity.NEGATED),
    ("{Gripe} with {zorafen} was similar to placebo.", Polarity.NEGATED),
    ("{Gripe} resolved after {zorafen}.", Polarity.AFFIRMED),
    ("There was no significant increase in {gripe} in the {zorafen} group.", Polarity.NEGATED),
    ("{Gripe} was unaffected by {zorafen}.", Polarity.NEGATED),
    ("{Zorafen} alone was insufficient to improve {gripe}.", Polarity.NEGATED),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_polarity_of_the_marked_pair(marked: str, expected: Polarity) -> None:
    text, spans = unmarked(marked)
    assert relation_polarity(text, Span(0, len(text)), *spans) is expected
    assert relation_polarity(text, Span(0, len(text)), *reversed(spans)) is expected


@pytest.mark.parametrize(
    "marked",
    [
        "{Zorafen} should not be used in {gripe}.",
        "Avoid {zorafen} in {gripe}.",
        "{Zorafen} is not recommended in {gripe}.",
    ],
)
def test_what_forbids_a_drug_affirms_a_contraindication(marked: str) -> None:
    text, spans = unmarked(marked)
    sentence = Span(0, len(text))
    assert relation_polarity(text, sentence, *spans, type="CONTRAINDICATED_IN") is Polarity.AFFIRMED
    assert relation_polarity(text, sentence, *spans, type="TREATS") is Polarity.NEGATED


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
