"""Trained weights and the vocabulary index."""

from collections.abc import Iterator

from medkg.kg.doctor.check import Check


def checks() -> Iterator[Check]:
    """The mention model, the relation model, the vocabulary."""
    return iter(())
