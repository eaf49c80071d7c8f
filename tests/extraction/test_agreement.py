"""Mentions of one document agree: definitions, names found at some of their places, no overlap."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.agreement import agreeing
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.sentences import split_sentences
from medkg.extraction.span import Span


def agreed(text: str, *found: tuple[str, int, str]) -> list[tuple[str, int, str]]:
    """What comes of mentions given as (text, which of its places, type), in the same form."""
    document = Document("d", text)
    mentions = [document.mention(place(text, name, number), type, score=0.8) for name, number, type in found]
    result = agreeing(document, split_sentences(text), mentions)
    return [(item.text, text[: item.span.start].count(item.text), item.type) for item in result]


def place(text: str, name: str, number: int) -> Span:
    start = -1
    for _ in range(number + 1):
        start = text.index(name, start + 1)
    return Span(start, start + len(name))


GTN = "We gave glyceryl trinitrate (GTN) to ten men. GTN was well borne. Later GTN was stopped."


def test_a_short_form_is_what_its_long_form_is() -> None:
    assert agreed(GTN, ("glyceryl trinitrate", 0, "Drug")) == [
        ("glyceryl trinitrate", 0, "Drug"),
        *(("GTN", number, "Drug") for number in range(3)),
    ]


def test_the_long_form_decides_the_type() -> None:
    found = agreed(GTN, ("glyceryl trinitrate", 0, "Drug"), ("GTN", 1, "Disease"))
    assert {type for _, _, type in found} == {"Drug"}


def test_a_short_form_of_nothing_is_nothing() -> None:
    text = "They swam in the Morris water maze (MWM) daily. MWM times fell."
    assert agreed(text, ("MWM", 0, "Disease"), ("MWM", 1, "Disease")) == []
    partly = agreed(text, ("maze", 0, "Test"), ("MWM", 1, "Disease"))
    assert ("MWM", 1, "Disease") in partly


def test_a_name_found_at_most_of_its_places_is_found_at_all() -> None:
    text = "Timolol was given. The timolol arm did well; timolol helped."
    assert len(agreed(text, ("Timolol", 0, "Drug"), ("timolol", 0, "Drug"))) == 3
    seldom = text + " Timolol. Timolol. Timolol."
    assert len(agreed(seldom, ("Timolol", 0, "Drug"))) == 1


def test_short_names_count_as_written_and_whole_words_alone() -> None:
    text = "ALL was found; all were treated. ALLO was not."
    assert agreed(text, ("ALL", 0, "Disease")) == [("ALL", 0, "Disease")]


def test_the_score_of_what_is_added_is_that_of_what_it_follows() -> None:
    document = Document("d", "Sepsis came. Sepsis went.")
    known = document.mention(Span(0, 6), "Disease", score=0.7, extractor="ner-2")
    _, added = agreeing(document, split_sentences(document.text), [known])
    assert (added.span, added.score, added.extractor) == (Span(13, 19), 0.7, "ner-2")


words = st.sampled_from(
    ["fever", "Fever", "AKI", "acute kidney injury", "(AKI)", "(", ")", "-", "a", "ILL", "ill"]
)


@given(st.lists(words, min_size=1, max_size=30), st.data())
def test_no_two_overlap_and_nothing_is_beside_the_text(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    document = Document("d", text)
    given_, end = list[Mention](), 0
    while end < len(text) - 1 and data.draw(st.booleans()):
        start = data.draw(st.integers(end, len(text) - 2))
        end = data.draw(st.integers(start + 1, len(text) - 1))
        type = data.draw(st.sampled_from(["Drug", "Disease"]))
        given_.append(document.mention(Span(start, end), type, score=0.9))
    result = agreeing(document, split_sentences(text), given_)
    assert all(one.span.end <= other.span.start for one, other in pairwise(result))
    assert all(item.text == item.span.slice(text) for item in result)
