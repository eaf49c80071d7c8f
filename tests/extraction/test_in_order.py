"""Threads whose results come in order."""

from collections.abc import Iterator
from threading import Barrier
from time import sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.in_order import in_order


@given(st.lists(st.integers(), max_size=20), st.integers(1, 4))
def test_results_come_in_the_order_of_the_input(items: list[int], workers: int) -> None:
    def slower_at_first(item: int) -> int:
        sleep(0.0002 * (item % 3))
        return -item

    assert list(in_order(slower_at_first, items, workers=workers)) == [-item for item in items]


def test_two_items_are_worked_on_at_once() -> None:
    both_there = Barrier(2, timeout=30)
    places = list(in_order(lambda _: both_there.wait(), range(2), workers=2))
    assert sorted(places) == [0, 1]


@pytest.mark.parametrize(("workers", "ahead"), [(1, 0), (3, 3)])
def test_items_are_taken_as_they_are_needed(workers: int, ahead: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            taken.append(item)
            yield item

    results = in_order(abs, items(), workers=workers)
    next(results)
    assert len(taken) == 1 + ahead
    results.close()
    assert len(taken) == 1 + ahead


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_stands_in_the_place_of_its_result(workers: int) -> None:
    results = in_order(lambda item: 1 // item, [1, 1, 0, 1], workers=workers)
    assert [next(results), next(results)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(results)
