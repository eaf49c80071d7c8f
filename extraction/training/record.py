"""The record of a training's epochs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch, counted from 1: mean training loss of a step, development scores, seconds and speed."""

    epoch: int
    loss: float
    selection: float
    development: Mapping[str, Mapping[str, float]]
    seconds: float
    pieces_per_second: float


def best_epoch(records: Sequence[EpochRecord]) -> EpochRecord:
    """The epoch of the greatest selection score, the earliest of equals."""
    return max(records, key=lambda record: (record.selection, -record.epoch))
