"""Measuring a scorer on development documents: per predicate, over the pairs that the corpora supervise."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.relations.augment import labelled
from medkg.extraction.relations.scorers import Scorer, score_examples
from medkg.extraction.relations.signature import PREDICATES
from medkg.extraction.relations.split import Prepared

_GRID = np.geomspace(0.4, 4.0, 40)


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The pairs of one predicate: ``logits`` (pairs,) and whether they are ``right`` (pairs,).

    ``relations`` counts all that the corpus gives, those that are no candidates among them.
    """

    logits: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    relations: int


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of a predicate at the threshold (of logits) that is best for F1."""

    precision: float
    recall: float
    f1: float
    threshold: float
    relations: int


def judge(scorer: Scorer, documents: Sequence[Prepared]) -> dict[str, Judged]:
    """The judged pairs of each supervised predicate; a pair in several windows counts its best logit."""
    windows = [(number, item) for number, doc in enumerate(documents) for item in labelled(doc, doc.entities)]
    logits = score_examples(scorer, [item.example for _, item in windows])
    best: dict[tuple[int, int, int, int], tuple[float, bool]] = {}
    for (number, item), scores in zip(windows, logits, strict=True):
        for row, (head, tail) in enumerate(item.example.document_pairs):
            for predicate in item.mask[row].nonzero()[0]:
                key = (number, head, tail, int(predicate))
                score = float(scores[row, predicate])
                if key not in best or score > best[key][0]:
                    best[key] = score, bool(item.labels[row, predicate])
    return {
        name: _judged([value for key, value in best.items() if key[3] == index], documents, index)
        for index, name in enumerate(PREDICATES)
        if any(index in document.targets.supervised for document in documents)
    }


def _judged(values: Sequence[tuple[float, bool]], documents: Sequence[Prepared], predicate: int) -> Judged:
    relations = sum(
        positive[2] == predicate
        for document in documents
        if predicate in document.targets.supervised
        for positive in document.targets.positives
    )
    return Judged(
        np.array([v[0] for v in values]), np.array([v[1] for v in values], dtype=np.bool_), relations
    )


def best_score(judged: Judged, *, precision: float = 0.0) -> Score:
    """The score at the threshold that is best for F1, of those that reach ``precision``.

    The threshold lies between two scores. All is 0 where no threshold reaches the precision.
    """
    if not judged.relations or not len(judged.logits):
        return Score(0.0, 0.0, 0.0, 0.0, judged.relations)
    order = np.argsort(-judged.logits, kind="stable")
    logits, hits = judged.logits[order], np.cumsum(judged.right[order])
    taken = np.arange(1, len(hits) + 1)
    tied = np.append(logits[:-1] == logits[1:], False)
    possible = ~tied & (hits >= precision * taken)
    if not possible.any():
        return Score(0.0, 0.0, 0.0, 0.0, judged.relations)
    best = int(np.where(possible, 2 * hits / (taken + judged.relations), -1.0).argmax())
    below = logits[best + 1] if best + 1 < len(logits) else logits[best] - 1.0
    middle = float(logits[best] + below) / 2
    return score_at(judged, middle if middle > below else float(logits[best]))


def score_at(judged: Judged, threshold: float) -> Score:
    """The score of taking every pair whose logit is at least ``threshold``."""
    taken = judged.logits >= threshold
    hits, count = int((taken & judged.right).sum()), int(taken.sum())
    precision = hits / count if count else 0.0
    recall = hits / judged.relations if judged.relations else 0.0
    f1 = 2 * hits / (count + judged.relations) if count + judged.relations else 0.0
    return Score(precision, recall, f1, threshold, judged.relations)


def temperature(judged: Judged) -> float:
    """The temperature with the least log loss (temperature scaling, Guo et al., 2017)."""
    if not judged.right.any():
        return 1.0
    losses = [log_loss(judged, value) for value in _GRID]
    return float(_GRID[int(np.argmin(losses))])


def log_loss(judged: Judged, temperature: float) -> float:
    """The mean log loss of sigmoid(logit / temperature)."""
    scaled = judged.logits / temperature
    return float(np.mean(np.logaddexp(0.0, np.where(judged.right, -scaled, scaled))))


def calibration_error(judged: Judged, temperature: float, *, bins: int = 10) -> float:
    """The expected calibration error over equal bins of probability."""
    probabilities = 1 / (1 + np.exp(-judged.logits / temperature))
    places = np.minimum((probabilities * bins).astype(int), bins - 1)
    gaps = [
        abs(probabilities[places == bin].mean() - judged.right[places == bin].mean()) * (places == bin).mean()
        for bin in range(bins)
        if (places == bin).any()
    ]
    return float(sum(gaps))
