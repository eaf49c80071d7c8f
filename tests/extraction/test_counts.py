import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.throughput import Throughput, count_tokens, peak_memory_mb

ITEMS = st.frozensets(st.integers(0, 30))
COUNTS = st.builds(Counts, st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))


@given(ITEMS.filter(bool))
def test_perfect_answers_score_one(items: frozenset[int]) -> None:
    counts = Counts.between(items, items)
    assert counts.precision == counts.recall == counts.f1 == 1.0


@given(ITEMS, ITEMS)
def test_swapping_gold_and_found_swaps_precision_and_recall(
    one: frozenset[int], other: frozenset[int]
) -> None:
    there, back = Counts.between(one, other), Counts.between(other, one)
    assert (there.precision, there.recall, there.f1) == (back.recall, back.precision, back.f1)


@given(ITEMS, ITEMS)
def test_counts_add_up_to_the_sizes(gold: frozenset[int], found: frozenset[int]) -> None:
    counts = Counts.between(gold, found)
    assert counts.tp + counts.fn == len(gold)
    assert counts.tp + counts.fp == len(found)


@given(COUNTS)
def test_f1_is_the_harmonic_mean(counts: Counts) -> None:
    total = counts.precision + counts.recall
    expected = 2 * counts.precision * counts.recall / total if total else 0.0
    assert counts.f1 == pytest.approx(expected)
    assert min(counts.precision, counts.recall) - 1e-9 <= counts.f1 <= 1.0


@given(COUNTS, COUNTS, COUNTS)
def test_addition_is_commutative_and_associative(one: Counts, two: Counts, three: Counts) -> None:
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)


def test_nothing_found_and_nothing_to_find_scores_zero() -> None:
    assert Counts().as_json() == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "tp": 0, "fp": 0, "fn": 0}


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="fp=-1"):
        Counts(fp=-1)


def test_throughput_is_per_second() -> None:
    figures = Throughput(documents=10, tokens=500, seconds=2.0, peak_memory_mb=12.5).as_json()
    assert figures == {
        "documents": 10,
        "documents_per_second": 5.0,
        "tokens_per_second": 250.0,
        "peak_memory_mb": 12.5,
    }


def test_tokens_are_words_and_single_marks() -> None:
    assert count_tokens("fever (39.5 °C)\n") == 8
    assert count_tokens(" \n") == 0


def test_peak_memory_is_that_of_a_python_process() -> None:
    assert 5 < peak_memory_mb() < 200_000
