"""Batches of bounded size, and work on them in which a bad item costs only itself."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import PurePath
from traceback import extract_tb
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def batches(items: Iterable[T], *, size: Callable[[T], int], most: int, bound: int) -> Iterator[list[T]]:
    """Runs of ``items``, in order: at most ``most`` of them with sizes that add up to ``bound`` at most.

    An item larger than ``bound`` is a batch of its own.
    """
    batch: list[T] = []
    total = 0
    for item in items:
        if batch and (len(batch) == most or total + size(item) > bound):
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += size(item)
    if batch:
        yield batch


def each_or_error(work: Callable[[Sequence[T]], Sequence[R]], batch: Sequence[T]) -> list[R | Exception]:
    """``work`` done on the whole batch; where that fails, on its items one by one.

    The errors of single items stand in the place of their results.
    """
    try:
        return list(work(batch))
    except Exception as error:
        if len(batch) == 1:
            return [error]
    return [result for item in batch for result in each_or_error(work, [item])]


def describe(error: Exception) -> str:
    """The class of an error and the line of code that raised it; without its message, which may hold text.

    >>> describe(ValueError("fever"))
    'ValueError'
    """
    frames = extract_tb(error.__traceback__)
    place = f" at {PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
