"""How far a score would move with other documents of the same kind."""

from collections.abc import Sequence

from medkg.extraction.evaluation.counts import Counts


def bootstrap_interval(
    documents: Sequence[Counts], *, draws: int = 1000, level: float = 0.95, seed: int = 0
) -> tuple[float, float]:
    """The percentile bootstrap interval of micro F1 over documents (Efron and Tibshirani 1993, chapter 13).

    Documents are drawn with replacement ``draws`` times; the answer is the middle ``level`` of the F1 scores.

    Raises:
        ValueError: without documents.
    """
    if not documents:
        raise ValueError("no documents; an interval needs one at least")
    import numpy as np

    table = np.array([(item.tp, item.fp, item.fn) for item in documents], dtype=np.int64)
    size = len(documents)
    drawn = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws) @ table
    twice = 2 * drawn[:, 0]
    f1 = twice / np.maximum(twice + drawn[:, 1] + drawn[:, 2], 1)
    low, high = np.quantile(f1, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
