"""How a training tells how far it is."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]
"""Told what is being done, how many steps of it are done, and of how many (None: not known)."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Tells nobody."""
