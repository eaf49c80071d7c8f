"""Examples padded into batches."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.relations.example import Example
from medkg.extraction.relations.features import FEATURES


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Padded examples: ``ids``, ``mask``, ``types`` (examples, pieces) int64; ``pooling`` (examples,
    mentions, pieces); ``membership`` (examples, entities, mentions); ``heads`` and ``tails`` (examples,
    pairs) int64; ``between`` (examples, pairs, 2) int64; ``features`` (examples, pairs, 14). Padding pairs
    are (0, 0).
    """

    ids: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]
    types: npt.NDArray[np.int64]
    pooling: npt.NDArray[np.float32]
    membership: npt.NDArray[np.float32]
    heads: npt.NDArray[np.int64]
    tails: npt.NDArray[np.int64]
    between: npt.NDArray[np.int64]
    features: npt.NDArray[np.float32]


INPUTS = ("ids", "mask", "types", "pooling", "membership", "heads", "tails", "between", "features")


def pad(examples: Sequence[Example]) -> Batch:
    """The examples as one batch, padded to the longest in every direction."""
    count = len(examples)
    pieces = max(len(item.ids) for item in examples)
    mentions = max(len(item.pooling) for item in examples)
    entities = max(len(item.membership) for item in examples)
    pairs = max(len(item.pairs) for item in examples)
    batch = Batch(
        ids=np.zeros((count, pieces), dtype=np.int64),
        mask=np.zeros((count, pieces), dtype=np.int64),
        types=np.zeros((count, pieces), dtype=np.int64),
        pooling=np.zeros((count, mentions, pieces), dtype=np.float32),
        membership=np.zeros((count, entities, mentions), dtype=np.float32),
        heads=np.zeros((count, pairs), dtype=np.int64),
        tails=np.zeros((count, pairs), dtype=np.int64),
        between=np.zeros((count, pairs, 2), dtype=np.int64),
        features=np.zeros((count, pairs, FEATURES), dtype=np.float32),
    )
    for row, item in enumerate(examples):
        _fill(batch, row, item)
    return batch


def _fill(batch: Batch, row: int, item: Example) -> None:
    pieces, mentions, pairs = len(item.ids), len(item.pooling), len(item.pairs)
    batch.ids[row, :pieces] = item.ids
    batch.mask[row, :pieces] = 1
    batch.types[row, :pieces] = item.types
    batch.pooling[row, :mentions, :pieces] = item.pooling
    batch.membership[row, : len(item.membership), :mentions] = item.membership
    batch.heads[row, :pairs] = item.pairs[:, 0]
    batch.tails[row, :pairs] = item.pairs[:, 1]
    batch.between[row, :pairs] = item.between
    batch.features[row, :pairs] = item.features
