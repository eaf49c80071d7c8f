import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medkg.extraction.assertion import Assertion, Experiencer, Polarity, Time
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.document import Document
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span

AFFIRMED = Assertion()
NEGATED = Assertion(polarity=Polarity.NEGATED)
POSSIBLE = Assertion(polarity=Polarity.POSSIBLE)
HISTORICAL = Assertion(time=Time.HISTORICAL)
HYPOTHETICAL = Assertion(time=Time.HYPOTHETICAL)
FAMILY = Assertion(who=Experiencer.FAMILY)


def assertions(marked: str) -> list[Assertion]:
    """The assertions of the mentions that stand between square brackets in ``marked``."""
    spans, parts, length = [], [], 0
    for number, part in enumerate(re.split(r"[\[\]]", marked)):
        if number % 2:
            spans.append(Span(length, length + len(part)))
        parts.append(part)
        length += len(part)
    document = Document("d", "".join(parts))
    mentions = [document.mention(span, "Symptom") for span in spans]
    found = assert_mentions(document, split_sentences(document.text), mentions)
    assert [(item.span, item.text) for item in found] == [(item.span, item.text) for item in mentions]
    return [mention.assertion for mention in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("She has [fever].", [AFFIRMED]),
        ("No [fever], [chills] or [cough].", [NEGATED, NEGATED, NEGATED]),
        (
            "He denies [chest pain], [nausea], and [vomiting], but reports [fatigue].",
            [NEGATED] * 3 + [AFFIRMED],
        ),
        ("There was no   evidence\tof [pneumonia].", [NEGATED]),
        ("[Pneumonia] was ruled out.", [NEGATED]),
        ("[Rash] was not seen.", [NEGATED]),
        ("Negative for [edema].", [NEGATED]),
        ("No change in [cough].", [AFFIRMED]),
        ("Not only [cough] but [fever].", [AFFIRMED, AFFIRMED]),
        ("Gram negative [sepsis].", [AFFIRMED]),
        ("Aspirin did not help in patients with [diabetes].", [AFFIRMED]),
        ("Possible [appendicitis].", [POSSIBLE]),
        ("[Appendicitis] cannot be ruled out.", [POSSIBLE]),
        ("Findings are suspicious for [lymphoma].", [POSSIBLE]),
        ("History of [asthma] and [gout].", [HISTORICAL, HISTORICAL]),
        ("She had [measles] years ago.", [HISTORICAL]),
        ("HISTORY OF PRESENT ILLNESS: [cough] for two days.", [AFFIRMED]),
        ("A woman with a three-day history of [cough].", [AFFIRMED]),
        ("Return if you have [fever] or [bleeding].", [HYPOTHETICAL, HYPOTHETICAL]),
        ("Her mother had [breast cancer].", [FAMILY]),
        ("Family history of [colon cancer], but he has [anemia].", [None, AFFIRMED]),
        ("The mother reports that the child has [fever].", [AFFIRMED]),
        ("His wife had [influenza].", [Assertion(who=Experiencer.OTHER)]),
    ],
)
def test_cues(marked: str, expected: list[Assertion | None]) -> None:
    for found, wanted in zip(assertions(marked), expected, strict=True):
        assert wanted is None or found == wanted


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("CT could not exclude [pneumonia].", [POSSIBLE]),
        ("Unable to rule out [pulmonary embolism].", [POSSIBLE]),
        ("It does not completely exclude [stroke].", [POSSIBLE]),
        ("[Stroke] has not been excluded.", [POSSIBLE]),
        ("[Stroke] can't be ruled out.", [POSSIBLE]),
        ("He is not on insulin for his [diabetes].", [AFFIRMED]),
        ("He never received treatment for [syphilis].", [AFFIRMED]),
        ("There is no cure for [Alzheimer disease], but donepezil helps.", [AFFIRMED]),
        ("No evidence on CT for [embolism].", [NEGATED]),
        ("No [cough] for two days or [fever].", [NEGATED, NEGATED]),
        ("No worsening of [heart failure] was seen.", [AFFIRMED]),
        ("No resolution of [fever].", [AFFIRMED]),
        ("No [fever] for 24 hrs. [Cough] persists.", [NEGATED, AFFIRMED]),
        ("[Chest pain]: not present. [Diarrhea]: denied.", [NEGATED, NEGATED]),
        ("[Asthma]: denied [wheezing].", [AFFIRMED, NEGATED]),
        ("Patients with [familial Mediterranean fever] respond to [colchicine].", [AFFIRMED, AFFIRMED]),
    ],
)
def test_what_only_looks_like_a_denial(marked: str, expected: list[Assertion]) -> None:
    assert assertions(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Family history: father had [stroke].\n\nShe has [chest pain].", [FAMILY, AFFIRMED]),
        ("PMH: [hypertension]. Presents today with [fever].", [HISTORICAL, AFFIRMED]),
        ("PMH: 1. [gout]\n2. [asthma]\nShe has [cough].", [HISTORICAL, HISTORICAL, AFFIRMED]),
        ("PMH: [gout],\n[asthma].\nShe has [cough].", [HISTORICAL, HISTORICAL, AFFIRMED]),
        ("PAST MEDICAL HISTORY:\n\n[Gout]\n[Asthma]\n\nShe has [cough].", [HISTORICAL] * 2 + [AFFIRMED]),
    ],
)
def test_a_heading_ends_with_what_it_heads(marked: str, expected: list[Assertion]) -> None:
    assert assertions(marked) == expected


def test_a_family_history_says_whose_it_is() -> None:
    assert assertions("Family history of [colon cancer].")[0].who is Experiencer.FAMILY


def test_a_cue_ends_with_its_sentence() -> None:
    assert assertions("No [fever]. She has [cough].") == [NEGATED, AFFIRMED]


def test_headings_hold_until_the_next_one() -> None:
    marked = "FAMILY HISTORY:\n[Diabetes].\n\nPAST MEDICAL HISTORY:\n1. [Gout].\n\nASSESSMENT:\n[Cough]."
    assert assertions(marked) == [FAMILY, HISTORICAL, AFFIRMED]


def test_overlapping_mentions_are_both_judged() -> None:
    document = Document("d", "No acute chest pain.")
    mentions = [document.mention(Span(3, 19), "Symptom"), document.mention(Span(9, 19), "Symptom")]
    found = assert_mentions(document, split_sentences(document.text), mentions)
    assert [mention.assertion for mention in found] == [NEGATED, NEGATED]


def test_a_mention_over_a_sentence_end_belongs_to_the_first() -> None:
    document = Document("d", "No fever. Chills came.")
    mention = document.mention(Span(3, 16), "Symptom")
    assert assert_mentions(document, split_sentences(document.text), [mention])[0].assertion == NEGATED


def test_mentions_outside_of_sentences_stay_as_they_are() -> None:
    document = Document("d", "No fever.")
    mention = document.mention(Span(3, 8), "Symptom", assertion=HISTORICAL)
    assert assert_mentions(document, [], [mention]) == (mention,)


TEXTS = st.text(alphabet="no fever,.\n:'-/é(", min_size=1, max_size=60)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=4))
def test_no_mention_is_lost_or_moved(text: str, places: list[tuple[int, int]]) -> None:
    document = Document("d", text)
    spans = [Span(start, min(start + length, len(text))) for start, length in places if start < len(text)]
    mentions = [document.mention(span, "Drug") for span in spans]
    found = assert_mentions(document, split_sentences(text), mentions)
    assert [(item.span, item.text, item.type) for item in found] == [
        (item.span, item.text, item.type) for item in mentions
    ]
