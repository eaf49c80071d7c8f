"""The record of a training's epochs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch, counted from 1: mean training loss of a step, selection score (None: nothing was measured),
    development scores, seconds and speed.
    """

    epoch: int
    loss: float
    selection: float | None
    development: Mapping[str, Mapping[str, float]]
    seconds: float
    pieces_per_second: float


def best_epoch(records: Sequence[EpochRecord]) -> EpochRecord:
    """The epoch of the greatest selection score, the earliest of equals; the last where none was measured."""
    return max(records, key=_merit)


def _merit(record: EpochRecord) -> tuple[float, int]:
    return (-inf, record.epoch) if record.selection is None else (record.selection, -record.epoch)
