"""Scope of cues over lists and clauses, headings, and the laws that assertions obey."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from medkg.extraction.assertion import Assertion, Experiencer, Time
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.context.headings import heading, without_headings
from medkg.extraction.context.scope import said_of
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span
from medkg.extraction.terms import phrases, words

MARK = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")


def marked(text: str) -> tuple[Document, list[Mention]]:
    """The document without its marks and what they mark: ``[fever]`` a symptom, ``[iron|Drug]`` a drug."""
    spans, plain, last = [], "", 0
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        spans.append((Span(len(plain), len(plain) + len(match.group(1))), match.group(2) or "Symptom"))
        plain += match.group(1)
        last = match.end()
    document = Document("d", plain + text[last:])
    return document, [document.mention(span, type) for span, type in spans]


def asserted(text: str) -> list[Assertion]:
    """The assertions of the mentions marked in ``text``."""
    document, mentions = marked(text)
    found = assert_mentions(document, split_sentences(document.text), mentions)
    return [mention.assertion for mention in found]


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("No [fever], [chills], or [cough] was noted.", "nnn"),
        ("Exclusion criteria were [gout], [asthma] and [sepsis].", "nnn"),
        ("EXCLUSION CRITERIA: [gout], [asthma].", "nn"),
        ("Exclusion criteria included [gout]; all patients had [asthma].", "na"),
        ("No [fever], [chills] and [cough] were seen.", "nnn"),
        ("No [fever], the [cough] is dry.", "na"),
        ("Without [fever], with [chills].", "na"),
        ("Denies [fever] or [chills] and has [cough].", "nna"),
        ("Denies [fever], he has [cough].", "na"),
        ("No [leak], elevated [pressure].", "na"),
        ("No [fever], possible [abscess].", "np"),
        ("No [rash] after [zorafen|Drug].", "na"),
        ("No [mass] on [ultrasound|Test], [effusion] or [ascites].", "nann"),
        ("As it did not [itch], [zorafen|Drug] was withheld.", "na"),
        ("He does not believe she has [sepsis].", "n"),
        ("There was no evidence that he had [gout].", "n"),
        ("[Fever], [chills] and [cough] were absent.", "nnn"),
        ("X-ray showed [infiltrate], [effusion] was not seen.", "an"),
        ("On a [scan|Test], [metastases] were not found.", "an"),
        ("[Rash]: none.", "n"),
        ("[Rash]: no [itching].", "an"),
        ("[Culture|Test] was negative.", "a"),
        ("Negative for [gonorrhoea|Disease].", "n"),
        ("[Biopsy|Test] was not performed.", "n"),
        ("Repair of the [aneurysm] was not performed.", "a"),
        ("[Zorafen|Drug] was stopped.", "n"),
        ("[Rash] resolved.", "n"),
        ("[Pain] has not resolved.", "a"),
        ("(-) [angina], (+) [asthma].", "na"),
        ("Denies [fever],\n[chills] or\n[cough].", "nnn"),
        ("Denies [fever].\n[Cough].", "na"),
        ("No further [bleeding].", "a"),
        ("No longer [dizzy].", "a"),
        ("No increase in [pain].", "a"),
        ("Not only [pain] but also [fever].", "aa"),
        ("[Stroke] is unlikely.", "n"),
        ("Low suspicion for [stroke].", "n"),
        ("Rule out [embolism].", "p"),
        ("[Embolism] could not be excluded.", "p"),
        ("Findings may represent [pneumonia] or [atelectasis].", "pp"),
        ("Possible [pneumonia], no [effusion].", "pn"),
        ("[Fever] but no [chills] however [cough] persists.", "ana"),
        ("Negative for [fever]; [cough] present.", "na"),
        ("Neither [fever] nor [chills] was reported.", "nn"),
        ("[No fever] today.", "n"),
        ("[Gram negative sepsis|Disease].", "a"),
        ("No [pain] except [headache].", "na"),
        ("[Possible sepsis].", "p"),
        ("Presence or absence of [gout].", "a"),
        ("Not all [abscesses] are drained.", "a"),
        ("Blockers without [nausea] also cause [cough].", "na"),
        ("[Gout] versus [arthritis].", "pp"),
        ("[Brace|Treatment] versus [exercise|Treatment] in [scoliosis].", "aaa"),
        ("Negative [nausea], negative [vomiting].", "nn"),
        ("[Culture|Test] negative, [fever] present.", "aa"),
        ("It did not affect the [pain].", "a"),
        ("It has not been helpful in alleviating [pain].", "a"),
        ("It did not show any [leak].", "n"),
        ("He did not take [zorafen|Drug].", "n"),
        ("It did not [itch].", "n"),
        ("Possible [gastritis], [asthma].", "pa"),
        ("No symptoms such as [fever].", "n"),
        ("The margins were negative as the [tumour] was small.", "a"),
        ("Seeds with and without [radiation|Treatment].", "a"),
        ("[Zorafen|Drug] may be used in [asthma].", "aa"),
        ("The changes are probably due to [gout].", "p"),
        ("He denied all but stiffness besides [pain].", "a"),
        ("She knows what [zorafen|Drug] does and not why [notazor|Drug] helps.", "aa"),
        ("He stopped due either to [pain] or [nausea].", "aa"),
        ("He is [unable to stand].", "a"),
        ("She could not lift the [swollen leg].", "a"),
        ("He reports no [change in vision].", "n"),
        ("No change in [vision].", "a"),
        ("She has not been [drowsy] or [restless].", "nn"),
        ("He does not [smoke] or [vomit].", "nn"),
        ("He does not feel that he is having [cramps].", "n"),
        ("He has not been on [zorafen|Drug].", "n"),
        ("Excluded were women with [gout]; [asthma]; or [sepsis].", "nnn"),
        ("No [ulcer], and the [wound] may be clean.", "na"),
        ("[Gout] (12% vs. 8%) was rarer than [asthma].", "aa"),
        ("Given his [stiffness], [rest|Treatment] versus [surgery|Treatment] was offered.", "aaa"),
        ("A man in [pain] with negative [scans|Test].", "aa"),
        ("[Pain] is likely due to [gout].", "ap"),
        ("[Zorafen|Drug] is likely to help.", "a"),
        ("The [scan|Test] was considered positive.", "a"),
        ("The [pain] was not helped by [zorafen|Drug].", "aa"),
        ("There is no consensus on [zorafen|Drug].", "a"),
        ("No or mild [pain] was a success.", "a"),
        ("The drug is devoid of [toxicity].", "n"),
        ("The nerve was dissected free from [scar].", "a"),
        ("The aide held his hand during [suture|Treatment].", "a"),
        ("Hold [zorafen|Drug] for [surgery|Treatment].", "na"),
        ("She is off [zorafen|Drug] for [bleeding].", "na"),
        ("[Zorafen|Drug] has been held.", "n"),
        ("She quit [smoking].", "n"),
        ("She seeks help to quit [smoking].", "a"),
        ("[Zorafen|Drug] resolved his [rash].", "an"),
        ("Without relief and desires [surgery|Treatment].", "a"),
        ("Negative with the exception of [effusion].", "a"),
        ("No [leak], improving [stiffness].", "na"),
        ("It does not change [x-rays|Test] or replace [zorafen|Drug].", "aa"),
        ("It was not better than [zorafen|Drug].", "a"),
        ("It was not reduced in [gout].", "a"),
        ("There was no statistical difference in [cough].", "a"),
        ("There was no association between [gout] and [hives].", "aa"),
        ("Without any significant change in [pulse|Test].", "a"),
        ("No serious complications of [surgery|Treatment] arose.", "a"),
        ("He failed to respond to [zorafen|Drug].", "a"),
        ("Those on [zorafen|Drug] discontinued the study.", "a"),
        ("She had [hives] after [zorafen|Drug] was stopped.", "an"),
        ("It has not been [red].", "n"),
        ("Avoid [zorafen|Drug] given [gout].", "na"),
        ("Avoid [zorafen|Drug] with [gout] or [asthma].", "naa"),
        ("[Zorafen|Drug] should be avoided in [asthma].", "aa"),
        ("Avoid [pain] and [stiffness].", "nn"),
        ("Not a candidate for [surgery|Treatment] given recent [stroke].", "na"),
        ("No [zorafen|Drug] for now given [gout].", "na"),
        ("No [zorafen|Drug] was given for [gout].", "na"),
        ("No [fluids|Treatment] or [zorafen|Drug] given.", "nn"),
        ("No [fluids|Treatment] given or [zorafen|Drug] started.", "nn"),
        ("No patient developed [rash] or [fever].", "nn"),
        ("None of the 12 children with [asthma] had [hives].", "an"),
        ("Not a single woman on [zorafen|Drug] reported [rash].", "an"),
        ("None of the symptoms; patients had [rash].", "a"),
        ("Unlikely [stroke], unlikely to represent [sepsis].", "nn"),
        ("? [stroke]", "p"),
        ("i dont have [asthma] and it hasnt caused [rash]", "nn"),
    ],
)
def test_polarity(text: str, letters: str) -> None:
    assert "".join(said.polarity[0] for said in asserted(text)) == letters


CURRENT, HISTORICAL, HYPOTHETICAL = Time.CURRENT, Time.HISTORICAL, Time.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("History of [asthma] and [gout], presents with [cough].", [HISTORICAL, HISTORICAL, CURRENT]),
        ("Known [gout] with [pain].", [CURRENT, CURRENT]),
        ("Past medical history: [asthma].\nExam: [wheeze].", [HISTORICAL, CURRENT]),
        ("The risks of [bleeding] and [infection] were discussed.", [HYPOTHETICAL] * 2),
        ("Risks, benefits of the operation, including [stroke], were explained.", [HYPOTHETICAL]),
        ("The potential complications include [bleeding] and [infection].", [HYPOTHETICAL] * 2),
        ("[Stroke] ten years ago.", [HISTORICAL]),
        ("Return if [fever], [chills] or [bleeding] occurs.", [HYPOTHETICAL] * 3),
        ("If [fever] develops, take [zorafen|Drug].", [HYPOTHETICAL, CURRENT]),
        ("Zorafen was given to prevent [stroke].", [HYPOTHETICAL]),
        ("Start [zorafen|Drug] for [gout].", [HYPOTHETICAL, CURRENT]),
        ("Plan to obtain [ultrasound|Test].", [HYPOTHETICAL]),
        ("She was started on [zorafen|Drug].", [CURRENT]),
        ("Allergies: [zorafen|Drug].", [HYPOTHETICAL]),
        ("ALLERGIES: [zorafen|Drug].\nMEDICATIONS: [notazor|Drug].", [HYPOTHETICAL, CURRENT]),
        ("[Rash] resolved.", [HISTORICAL]),
        ("She used to have [hives].", [HISTORICAL]),
        ("A hook was used to take [stones] out.", [CURRENT]),
        ("In the past, he has had [hives].", [HISTORICAL]),
        ("He had [hives] in the past, now [asthma].", [HISTORICAL, CURRENT]),
        ("[Pain] has grown in the past months.", [CURRENT]),
        ("History of two [falls] and a [fracture].", [HISTORICAL, HISTORICAL]),
        ("A man with a history of sudden onset of [pain].", [CURRENT]),
        ("Previously untreated [gout] was seen.", [CURRENT]),
        ("Risk of [bleeding], [stroke] and [death] was discussed.", [HYPOTHETICAL] * 3),
        ("Smoking raises the risk of [stroke].", [CURRENT]),
        ("He accepts risks not limited to [bleeding]; [stroke].", [HYPOTHETICAL] * 2),
        ("She is at high risk for [stroke].", [HYPOTHETICAL]),
        ("People at risk of [stroke] took [zorafen|Drug].", [HYPOTHETICAL, CURRENT]),
        ("[Zorafen|Drug] was given to prevent [stroke] in [gout].", [CURRENT, HYPOTHETICAL, CURRENT]),
        ("[Stroke] prophylaxis with [zorafen|Drug] goes on.", [HYPOTHETICAL, CURRENT]),
        ("Options such as [rest|Treatment] and [surgery|Treatment] were discussed.", [HYPOTHETICAL] * 2),
        ("Plan is for [repair|Treatment].", [HYPOTHETICAL]),
        ("He was scheduled for [repair|Treatment].", [HYPOTHETICAL]),
        ("He may need [zorafen|Drug], and has [gout].", [HYPOTHETICAL, CURRENT]),
        ("There was less need for [zorafen|Drug], [notazor|Drug] was given.", [HYPOTHETICAL, CURRENT]),
        ("Zorafen p.r.n. for [pain], [notazor|Drug] daily.", [HYPOTHETICAL, CURRENT]),
    ],
)
def test_time(text: str, times: list[Time]) -> None:
    assert [said.time for said in asserted(text)] == times


PATIENT, FAMILY, OTHER = Experiencer.PATIENT, Experiencer.FAMILY, Experiencer.OTHER


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Family history: [gout], [asthma].\nExam: [wheeze].", [FAMILY, FAMILY, PATIENT]),
        ("His father, who died of [stroke], had [gout].", [FAMILY, FAMILY]),
        ("Mother: [diabetes].", [FAMILY]),
        ("Her mother reports [fever].", [PATIENT]),
        ("After the birth of her son she noted [pain].", [PATIENT]),
        ("Mother had [gout], and the patient has [asthma].", [FAMILY, PATIENT]),
        ("His wife had [influenza].", [OTHER]),
        ("[Gout] runs in the family.", [FAMILY]),
        ("There is [gout] in the father.", [FAMILY]),
        ("Family history is positive for [gout].", [FAMILY]),
        ("Mother has also noticed a [rash].", [PATIENT]),
        ("Patient and daughter also deny [fever].", [PATIENT]),
        ("Father also has [gout].", [FAMILY]),
        ("The father of the patient died with [gout].", [FAMILY]),
        ("One brother living who has had [gout].", [FAMILY]),
        ("A sister who is age 12 who has [hives].", [FAMILY]),
        ("A boy who came with his mom with [hives].", [PATIENT]),
        ("His mom has been using a cream for the [rash].", [PATIENT]),
        ("Her father has [type I diabetes|Disease] and [gout].", [FAMILY, FAMILY]),
        ("He tells of [gout] and [asthma] in his family.", [FAMILY, FAMILY]),
        ("[Gout] on both sides of the family.", [FAMILY]),
    ],
)
def test_experiencer(text: str, people: list[Experiencer]) -> None:
    assert [said.who for said in asserted(text)] == people


NOTE = """\
CHIEF COMPLAINT: [Cough] for a week.
HISTORY OF PRESENT ILLNESS: He reports [fatigue] but denies [fever], [chills] or
[night sweats]. [Haemoptysis] was not seen.
PAST MEDICAL HISTORY:
1. [Gout|Disease].
2. [Appendicitis|Disease], no [hernia|Disease].
FAMILY HISTORY: [Lung cancer|Disease] in his father. No [asthma|Disease].
ALLERGIES: [Zorafen|Drug].
MEDICATIONS: [Notazor|Drug].
ASSESSMENT: Probable [bronchitis|Disease]; [pneumonia|Disease] is unlikely.
PLAN: Start [amoxor|Drug]. Return if [dyspnoea] or [chest pain].
"""
GOLDEN = [
    "Cough affirmed current patient",
    "fatigue affirmed current patient",
    "fever negated current patient",
    "chills negated current patient",
    "night sweats negated current patient",
    "Haemoptysis negated current patient",
    "Gout affirmed historical patient",
    "Appendicitis affirmed historical patient",
    "hernia negated historical patient",
    "Lung cancer affirmed current family",
    "asthma negated current family",
    "Zorafen affirmed hypothetical patient",
    "Notazor affirmed current patient",
    "bronchitis possible current patient",
    "pneumonia negated current patient",
    "amoxor affirmed hypothetical patient",
    "dyspnoea affirmed hypothetical patient",
    "chest pain affirmed hypothetical patient",
]


def test_a_note() -> None:
    document, mentions = marked(NOTE)
    found = assert_mentions(document, split_sentences(document.text), mentions)
    told = [
        f"{mention.text} {mention.assertion.polarity} {mention.assertion.time} {mention.assertion.who}"
        for mention in found
    ]
    assert told == GOLDEN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Medications: aspirin", "Medications"),
        ("CURRENT MEDICATIONS", "CURRENT MEDICATIONS"),
        ("1. Tests: blood", "Tests"),
        ("Past surgical history:", "Past surgical history"),
        ("Chest x-ray: clear", None),
        ("Hypertension: on zorafen", None),
        ("HEART: regular", "HEART"),
        ("Heart disease: stable", None),
        ("Tests were done.", None),
        (": nothing", None),
        ("", None),
    ],
)
def test_heading(text: str, expected: str | None) -> None:
    found = heading(text)
    assert (None if found is None else found.slice(text)) == expected


def test_headings_are_no_mentions() -> None:
    document, mentions = marked(
        "[Medication|Drug]: [zorafen|Drug].\n[Tests|Test]: [x-ray|Test].\n[Tests|Test] hurt."
    )
    kept = without_headings(document, split_sentences(document.text), mentions)
    assert [mention.text for mention in kept] == ["zorafen", "x-ray", "Tests"]


def test_a_mention_before_every_sentence_is_kept() -> None:
    document, mentions = marked("[Tests|Test]: none")
    assert without_headings(document, [], mentions) == tuple(mentions)


WORDS = """
no not denies history of possible mother had but , and or : ; ( if fever was seen negative for the he on been
has risk
"""
PIECES = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=14).map(" ".join)


@given(PIECES, PIECES, st.data())
@settings(max_examples=150, deadline=None)
def test_a_sentence_elsewhere_changes_nothing(sentence: str, other: str, data: st.DataObject) -> None:
    """Neither a sentence before nor one after it changes what a sentence says of its mentions."""
    places = [match.span() for match in re.finditer(r"\w+", sentence)]
    assume(places)
    start, end = data.draw(st.sampled_from(places))
    alone = _said_alone(f"Alas {sentence}.", start + 5, end + 5)
    before = f"Alas {other}. "
    assert _said_alone(f"{before}Alas {sentence}.", start + 5 + len(before), end + 5 + len(before)) == alone
    assert _said_alone(f"Alas {sentence}. Alas {other}.", start + 5, end + 5) == alone


def _said_alone(text: str, start: int, end: int) -> Assertion:
    document = Document("d", text)
    mention = document.mention(Span(start, end), "Symptom")
    return assert_mentions(document, split_sentences(text), [mention])[0].assertion


@given(PIECES)
@settings(max_examples=100, deadline=None)
def test_white_space_and_case_say_nothing(sentence: str) -> None:
    span = Span(5, 10)
    plain = said_of(f"Alas fever {sentence}", [span])
    assert said_of(f"ALAS FEVER {sentence.upper()}", [span]) == plain
    spaced = sentence.replace(" ", "  \t")
    assert said_of(f"Alas fever {spaced}", [span]) == plain


@given(PIECES, st.integers(1, 4))
@settings(max_examples=100, deadline=None)
def test_mentions_of_one_word_are_judged_each_for_itself(sentence: str, step: int) -> None:
    spans = [Span(*match.span()) for match in re.finditer(r"\w+", sentence)][::step]
    assert said_of(sentence, spans) == [said_of(sentence, [span])[0] for span in spans]


def test_every_phrase_is_found_where_it_stands_alone() -> None:
    """No line of the lexicon is dead: each is a cue, or part of a longer one that takes its place."""
    from medkg.extraction.context.lexicon import find_cues
    from medkg.extraction.context.tokens import tokenize

    for book in ("assertions", "relations"):
        for kind, lists in phrases(book).items():
            for reach, lines in lists.items():
                for line in lines:
                    found = find_cues(tokenize(line).words, book)
                    assert any((cue.kind, cue.reach.value) == (kind, reach) for cue in found), (
                        kind,
                        reach,
                        line,
                    )


@pytest.mark.parametrize("name", ["clauses", "headings"])
def test_word_lists_are_in_lower_case(name: str) -> None:
    for listed in words(name).values():
        assert all(word == word.lower() for word in listed)
