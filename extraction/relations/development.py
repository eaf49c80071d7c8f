"""Measuring a scorer on development documents: per predicate, over the pairs that the corpora supervise."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.relations.augment import labelled
from medkg.extraction.relations.scorers import Scorer, score_examples
from medkg.extraction.relations.signature import PREDICATES
from medkg.extraction.relations.split import Prepared


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The pairs of one predicate: ``logits`` (pairs,), whether they are ``right`` (pairs,), and whether a
    sentence holds both (``together``, (pairs,)).

    ``relations`` counts all that the corpus gives, those that are no candidates among them.
    """

    logits: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]
    together: npt.NDArray[np.bool_]
    relations: int

    def within(self) -> "Judged":
        """The pairs that a sentence holds, and the relations that are no candidates."""
        return self._part(self.together, self.relations - int(self.right[~self.together].sum()))

    def across(self) -> "Judged":
        """The pairs that no sentence holds."""
        return self._part(~self.together, int(self.right[~self.together].sum()))

    def _part(self, chosen: npt.NDArray[np.bool_], relations: int) -> "Judged":
        return Judged(self.logits[chosen], self.right[chosen], self.together[chosen], relations)


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
    best: dict[tuple[int, int, int, int], tuple[float, bool, bool]] = {}
    for (number, item), scores in zip(windows, logits, strict=True):
        together = item.example.together
        for row, (head, tail) in enumerate(item.example.document_pairs):
            for predicate in item.mask[row].nonzero()[0]:
                key = (number, head, tail, int(predicate))
                score, _, near = best.get(key, (-np.inf, False, False))
                best[key] = (
                    max(score, float(scores[row, predicate])),
                    bool(item.labels[row, predicate]),
                    near or bool(together[row]),
                )
    return {
        name: _judged([value for key, value in best.items() if key[3] == index], documents, index)
        for index, name in enumerate(PREDICATES)
        if any(index in document.targets.supervised for document in documents)
    }


def _judged(
    values: Sequence[tuple[float, bool, bool]], documents: Sequence[Prepared], predicate: int
) -> Judged:
    relations = sum(
        positive[2] == predicate
        for document in documents
        if predicate in document.targets.supervised
        for positive in document.targets.positives
    )
    logits, right, together = zip(*values, strict=True) if values else ((), (), ())
    return Judged(
        np.array(logits, dtype=np.float64),
        np.array(right, dtype=np.bool_),
        np.array(together, dtype=np.bool_),
        relations,
    )


def best_score(judged: Judged, *, precision: float = 0.0, near: float = 1.0) -> Score:
    """The score at the threshold that is best for F1, of those that reach ``precision``.

    The threshold lies between two scores; it is the lowest whose F1 is at least ``near`` times the best. All
    is 0 where no threshold reaches the precision.
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
    f1 = np.where(possible, 2 * hits / (taken + judged.relations), -1.0)
    best = int(f1.argmax()) if near == 1.0 else int(np.flatnonzero(f1 >= near * f1.max())[-1])
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
