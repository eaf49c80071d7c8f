"""Progress bars with the time left, on standard error, only where that is a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from medkg.kg.plain_text import plain

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Report(Protocol):
    """What the libraries call: a stage's name, how much is done and how much there is, if that is known."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


@contextmanager
def progress() -> Iterator[Report]:
    """A reporter for the libraries; one bar a stage."""
    if not sys.stderr.isatty():
        yield _nothing
        return
    with _rich_progress() as bars:
        yield _Bars(bars)


def _nothing(stage: str, done: int, total: int | None) -> None:
    """Show nothing: standard error is no terminal."""


class _Bars:
    def __init__(self, bars: "Progress") -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(plain(stage), total=total)
        self._bars.update(self._tasks[stage], completed=done, total=total)


def _rich_progress() -> "Progress":
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    from medkg.kg.cli.console import stderr

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=stderr(),
    )
