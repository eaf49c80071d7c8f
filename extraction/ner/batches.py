"""Windows gathered into padded batches."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.windows import TAG_FEATURES, Window


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Padded arrays of windows: ``ids`` and ``mask`` (windows, pieces), ``tags`` (windows, pieces, 8)."""

    ids: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]
    tags: npt.NDArray[np.float32]


def pad(windows: Sequence[Window]) -> Batch:
    """The windows as one batch, padded with zeros to the longest."""
    longest = max(len(window.ids) for window in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    tags = np.zeros((len(windows), longest, TAG_FEATURES), dtype=np.float32)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = window.ids
        mask[row, : len(window.ids)] = 1
        tags[row, : len(window.ids)] = window.tags
    return Batch(ids, mask, tags)


def by_length(lengths: Sequence[int], pieces: int) -> list[list[int]]:
    """Indices sorted by length and cut into batches of at most ``pieces`` padded pieces."""
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if not batches or (len(batches[-1]) + 1) * lengths[index] > pieces:
            batches.append([])
        batches[-1].append(index)
    return batches


def shuffled(lengths: Sequence[int], pieces: int, generator: random.Random) -> list[list[int]]:
    """As :func:`by_length`, with lengths blurred so that neighbours vary, and the batches in random order."""
    blurred = [max(1, round(length * generator.uniform(0.85, 1.15))) for length in lengths]
    batches = by_length(blurred, pieces)
    generator.shuffle(batches)
    return batches
