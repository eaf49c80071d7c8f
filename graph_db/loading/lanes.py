"""Several batches written at once, while the next is prepared."""

from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from types import TracebackType
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """Runs work on ``count`` threads; a context manager.

    While work runs the caller prepares the next, so one lane is worth having too.
    """

    def __init__(self, count: int, done: Callable[[T], None]) -> None:
        self._count = count
        self._done = done
        self._pool = ThreadPoolExecutor(count, thread_name_prefix="load")
        self._running: set[Future[T]] = set()

    def submit(self, work: Callable[[], T]) -> None:
        """Starts ``work`` as soon as a lane is free.

        Raises:
            Exception: what earlier work raised.
        """
        while len(self._running) >= self._count:
            self._collect()
        self._running.add(self._pool.submit(work))

    def _collect(self) -> None:
        finished, self._running = wait(self._running, return_when=FIRST_COMPLETED)
        for future in finished:
            self._done(future.result())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            while kind is None and self._running:
                self._collect()
        finally:
            self._pool.shutdown(cancel_futures=True)
