"""Work done by several threads whose results come in the order of the input."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[T], R], items: Iterable[T], *, workers: int) -> Generator[R, None, None]:
    """``work`` done on each of ``items``, their results in the order of ``items``.

    Items are taken as they are needed: one at a time with one worker, at most ``workers`` ahead of the result
    given out with several. A worker's error is raised in the place of its result. What has not been begun
    when the iteration is given up is not done.

    >>> list(in_order(abs, [-1, -2], workers=2))
    [1, 2]
    """
    if workers == 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
