import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.sentences import LONGEST_SENTENCE, split_sentences

WORDS = [
    "fever",
    "Fever",
    "e.g.",
    "i.v.",
    "Dr.",
    "0.",
    "05",
    "no.",
    "E.",
    "coli",
    "\n",
    "-",
    "METHODS:",
    "(",
    "[1]",
    "?",
]
CLINICAL = st.lists(st.sampled_from(WORDS))
TEXTS = st.text() | CLINICAL.map(" ".join) | st.text(alphabet="aA1.?! \n\r(-:,é")


def parts(text: str) -> list[str]:
    return [span.slice(text) for span in split_sentences(text)]


@given(TEXTS, st.integers(1, 40))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str, longest: int) -> None:
    spans = split_sentences(text, longest=longest)
    covered = [position for span in spans for position in range(span.start, span.end)]
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {i for i, character in enumerate(text) if not character.isspace()} <= set(covered)


@given(TEXTS, st.integers(1, 40))
def test_sentences_are_trimmed_and_bounded(text: str, longest: int) -> None:
    for span in split_sentences(text, longest=longest):
        piece = span.slice(text)
        assert piece == piece.strip()
        assert len(piece) <= longest


@given(CLINICAL.map(" ".join))
def test_splitting_a_sentence_of_one_line_again_gives_it_back(text: str) -> None:
    """Within a sentence a line's end may be a wrap, and only the lines around it tell."""
    for piece in parts(text):
        if not piece[0].isdigit() and "\n" not in piece:
            assert parts(piece) == [piece]


@pytest.mark.parametrize(
    "sentence",
    [
        "Agents such as e.g. Aspirin were given.",
        "Morphine i.v. Twice was given.",
        "Dr. Jones examined Mr. Hale.",
        "Results are in Fig. 2 and in Figs. 3 and 4.",
        "Placebo vs. Aspirin was compared.",
        "Patient no. 3 recovered.",
        "The difference was small (p < 0. 05 in both).",
        "A dose of 3.5 mg was used.",
        "Growth of E. coli and S. aureus was seen.",
        "Species of Candida spp. Were isolated.",
        "J. R. Miller reported it.",
        "Smith et al. (2003) reported it.",
        "The conc. of the drug fell.",
        "He takes 5 mg p.o. b.i.d. at home.",
        "It was given (approx. 5 ml).",
    ],
)
def test_abbreviations_do_not_end_sentences(sentence: str) -> None:
    assert parts(f"{sentence} It helped.") == [sentence, "It helped."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No fever. denies chills.", ["No fever.", "denies chills."]),
        ("He has hepatitis C. Then he left.", ["He has hepatitis C.", "Then he left."]),
        ("It grew in 2003. 15 patients came.", ["It grew in 2003.", "15 patients came."]),
        ("It fell [3,4]. Later it rose.", ["It fell [3,4].", "Later it rose."]),
        ("It fell in disease.3,4 Later it rose.", ["It fell in disease.3,4", "Later it rose."]),
        ("It fell (yes.) Is it so? Yes! It is.", ["It fell (yes.)", "Is it so?", "Yes!", "It is."]),
        ("She slept well.The pain went.", ["She slept well.", "The pain went."]),
        ("The p53 rose. mTOR fell.", ["The p53 rose.", "mTOR fell."]),
        ("He took 80 mg/d. Later he left.", ["He took 80 mg/d.", "Later he left."]),
        ("A pin of size E. It was set.", ["A pin of size E.", "It was set."]),
        ("It gave way.,A pin was set.,", ["It gave way.,", "A pin was set.,"]),
        ("Scan: Clear.,CT of the chest: Clear.", ["Scan: Clear.,", "CT of the chest: Clear."]),
        ("Take a salt, e.g.,CT dye is one.", ["Take a salt, e.g.,CT dye is one."]),
        ("1. Gout.  2. Asthma. 3. Hives.", ["1. Gout.", "2. Asthma.", "3. Hives."]),
        ("PLAN:,1. Rest.,2. Zorafen.", ["PLAN:,", "1. Rest.,", "2. Zorafen."]),
        ("It is shown in Fig. 2. Later it rose.", ["It is shown in Fig. 2.", "Later it rose."]),
    ],
)
def test_sentences_end(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_lines_headings_and_list_items() -> None:
    text = "Aspirin and ulcers\nPLAN:\n1. Rest at home.\n2) Fluids\n- aspirin\n\nReturn in a week"
    assert parts(text) == [
        "Aspirin and ulcers",
        "PLAN:",
        "1. Rest at home.",
        "2) Fluids",
        "- aspirin",
        "Return in a week",
    ]


def test_labels_of_abstracts_begin_sentences() -> None:
    text = "BACKGROUND: It is common METHODS: We looked. RESULTS AND DISCUSSION: None.,ALLERGIES: none"
    assert parts(text) == [
        "BACKGROUND: It is common",
        "METHODS: We looked.",
        "RESULTS AND DISCUSSION: None.,",
        "ALLERGIES: none",
    ]


def test_headings_of_several_words_stay_whole() -> None:
    headings = [
        "FAMILY HISTORY: none.",
        "REVIEW OF SYSTEMS AND ALL OTHER FINDINGS: none.",
        "CT HEAD: normal.",
    ]
    assert parts(headings[0]) == [headings[0]]
    assert parts("\n".join(headings)) == headings


def test_wrapped_lines_are_one_sentence() -> None:
    wrapped = "The patient was seen in the clinic because of a headache that had\nlasted for three weeks."
    assert parts(f"{wrapped}\nHe left.") == [wrapped, "He left."]
    assert parts(wrapped.replace("\n", "\n\n"))[1] == "lasted for three weeks."


@pytest.mark.parametrize("end", ["vs.", "E."])
def test_a_line_may_be_wrapped_after_an_abbreviation(end: str) -> None:
    wrapped = f"In the group that was given the drug there was far less of it, 12 in all {end}\n 40 or so."
    assert parts(wrapped) == [wrapped]


def test_a_table_without_stops_is_cut_at_white_space() -> None:
    text = "value 12 " * 600
    pieces = parts(text)
    assert len(pieces) == 5
    assert all(len(piece) <= LONGEST_SENTENCE for piece in pieces)
    assert {word for piece in pieces for word in piece.split()} == {"value", "12"}


def test_a_bound_below_one_character_is_refused() -> None:
    with pytest.raises(ValueError, match="longest=0"):
        split_sentences("fever", longest=0)


@pytest.mark.parametrize(
    "pattern", [".", ". ", " ", "\n", "A. ", "1. ", "ABC ", "aaa", "(", "- ", ".)", " \n ."]
)
def test_no_pattern_takes_more_than_linear_time(pattern: str) -> None:
    text = pattern * (150_000 // len(pattern))
    begin = time.process_time()
    assert "".join("".join(parts(text)).split()) == "".join(text.split())
    assert time.process_time() - begin < 10
