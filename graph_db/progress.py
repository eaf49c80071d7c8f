"""How long work tells how far it is, without printing."""

from typing import Protocol


class Progress(Protocol):
    """Called with a stage's name, what is done and, where it is known, the whole."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """A progress that nobody watches."""
