"""Consoles: answers go to standard output, progress and notes to standard error."""

import sys
from typing import TYPE_CHECKING

from medkg.kg.plain_text import plain

if TYPE_CHECKING:
    from rich.console import Console

_PIPE_WIDTH = 400


def stdout() -> "Console":
    """A console on standard output; a pipe gets wide lines, so that no cell is cut."""
    return _console(stderr=False)


def stderr() -> "Console":
    """A console on standard error."""
    return _console(stderr=True)


def note(message: str) -> None:
    """Tell the user something that is not the answer."""
    print(plain(message), file=sys.stderr)


def waiting_for(what: str) -> None:
    """Tell somebody who watches a terminal what takes a while."""
    if sys.stderr.isatty():
        note(f"{what} ...")


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _PIPE_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False)
