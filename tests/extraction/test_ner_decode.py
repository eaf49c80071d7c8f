"""Decoding: valid label sequences, spans on word boundaries."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from medkg.extraction.ner.decode import Found, best_paths, grouped, spans, trimmed, within_sentences
from medkg.extraction.ner.labels import GROUPS, LABELS, begin, inside, transitions
from medkg.extraction.span import Span

SCORES = st.integers(1, 12).flatmap(
    lambda words: arrays(np.float32, (words, len(LABELS)), elements=st.floats(-9, 0, width=32))
)


TYPED = st.integers(1, 12).flatmap(
    lambda words: arrays(np.float32, (words, 1 + 2 * len(GROUPS)), elements=st.floats(-9, 0, width=32))
)


def found_in(words: list[Span], scores: npt.NDArray[np.float32]) -> list[Found]:
    return spans(words, best_paths([grouped(scores)])[0], scores)


def words(count: int) -> list[Span]:
    return [Span(3 * index, 3 * index + 2) for index in range(count)]


@settings(deadline=None)
@given(st.lists(TYPED, min_size=1, max_size=4))
def test_paths_are_valid_and_independent_of_the_batch(items: list[npt.NDArray[np.float32]]) -> None:
    allowed = transitions(len(GROUPS))
    for item, path in zip(items, best_paths(items), strict=True):
        assert (path == best_paths([item])[0]).all()
        assert all(allowed[before, after] for before, after in zip([0, *path], path, strict=False))


@settings(deadline=None)
@given(SCORES)
def test_spans_lie_on_words_and_never_overlap(item: npt.NDArray[np.float32]) -> None:
    found = found_in(words(len(item)), item)
    starts = {word.start for word in words(len(item))}
    ends = {word.end for word in words(len(item))}
    assert all(one.span.start in starts and one.span.end in ends for one in found)
    assert all(first.span.end <= second.span.start for first, second in pairwise(found))


@settings(deadline=None)
@given(SCORES, st.sets(st.integers(0, 12)))
def test_no_mention_goes_over_the_end_of_a_sentence(
    item: npt.NDArray[np.float32], first_words: set[int]
) -> None:
    known = words(len(item))
    starts = sorted({known[index].start for index in first_words if index < len(known)} | {0})
    ends = [*starts[1:], known[-1].end]
    sentences = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
    scores = within_sentences(item, known, sentences)
    for one in found_in(known, scores):
        assert not any(one.span.start < start < one.span.end for start in starts)


def test_a_mention_that_would_go_on_begins_with_the_sentence() -> None:
    scores = np.full((3, len(LABELS)), -9, dtype=np.float32)
    scores[0, begin("Disease")] = scores[1, inside("Disease")] = scores[2, inside("Disease")] = 0
    kept = within_sentences(scores, words(3), [Span(0, 2), Span(3, 8)])
    found = found_in(words(3), kept)
    assert [(one.span, one.type) for one in found] == [(Span(0, 2), "Disease"), (Span(3, 8), "Disease")]


def probabilities(*rows: dict[int, float]) -> npt.NDArray[np.float32]:
    """Log-probabilities of words, (words, labels): those given, and of no mention what is left."""
    likely = np.full((len(rows), len(LABELS)), 1e-6)
    for row, given_row in zip(likely, rows, strict=True):
        row[list(given_row)] = list(given_row.values())
        row[0] = 1 - row[1:].sum()
    return np.asarray(np.log(likely), dtype=np.float32)


def test_neighbours_of_one_type_stay_apart() -> None:
    drug = begin("Drug")
    found = found_in(words(4), probabilities({drug: 0.9}, {drug: 0.9}, {inside("Drug"): 0.9}, {}))
    assert [(one.span, one.type) for one in found] == [(Span(0, 2), "Drug"), (Span(3, 8), "Drug")]


def test_a_mention_whose_type_is_open_is_one_all_the_same() -> None:
    open_type = {begin("Disease"): 0.35, begin("Symptom"): 0.3}
    [one] = found_in(words(2), probabilities(open_type, {}))
    assert one.type == "Disease"
    assert one.signs.named > 0.5 > 0 > one.signs.typed
    assert not found_in(words(2), probabilities({begin("Disease"): 0.33, begin("Test"): 0.3}, {}))


def test_going_on_without_a_beginning_begins() -> None:
    [one] = spans(words(2), np.array([6, 6]), probabilities({inside("Test"): 0.9}, {inside("Test"): 0.9}))
    assert (one.span, one.type) == (Span(0, 5), "Test")


def test_a_mention_that_may_go_on_is_less_sure_to_end() -> None:
    sure, open_end = (
        found_in(words(2), probabilities({begin("Test"): 0.9}, {inside("Test"): going_on}))[0]
        for going_on in (0.01, 0.4)
    )
    assert sure.span == open_end.span == Span(0, 2)
    assert sure.signs.ended > open_end.signs.ended
    assert found_in(words(1), probabilities({begin("Test"): 0.9}))[0].signs.ended == 0


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("gamma (", "gamma"),
        (") gout,", "gout"),
        ("failure (acute)", "failure (acute)"),
        ("(+)-catechin", "(+)-catechin"),
        ("Na+", "Na+"),
        ("(,", "(,"),
    ],
)
def test_no_mention_begins_or_ends_in_an_open_bracket_or_a_comma(text: str, named: str) -> None:
    around = f"x {text} y"
    span = trimmed(Span(2, 2 + len(text)), around, limit=len(around))
    assert span.slice(around) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Paget's disease was", "Paget's disease"),
        ("Gleason\u2019s score 3", "Gleason\u2019s score"),
        ("Paget's was", "Paget's"),
        ("Paget's diseases", "Paget's"),
        ("Paget and", "Paget"),
        ("Paget said", "Paget"),
    ],
)
def test_what_is_owned_belongs_to_the_name(text: str, named: str) -> None:
    end = 7 if text.startswith("G") else 5
    assert trimmed(Span(0, end), text, limit=len(text)).slice(text) == named
    assert trimmed(Span(0, end), text, limit=end).end == end
