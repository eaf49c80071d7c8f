"""Calibration: the confidence under which scores of mentions are probabilities."""

from collections.abc import Sequence
from dataclasses import astuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from medkg.extraction.ner.confidence import UNTRAINED, Confidence, Signs
from medkg.extraction.ner.development import judge
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.tagger import Tagger

Floats = npt.NDArray[np.float64]
_STRENGTH = 1e-3
"""What a squared unit away from the untrained confidence costs, in log loss: it matters for few mentions."""


def fit_confidence(tagger: Tagger, corpora: Sequence[SplitCorpus]) -> Confidence:
    """The confidence with the least log loss on development documents, each corpus counting alike.

    The untrained one where there are none.
    """
    judged = [_judged(tagger, split) for split in corpora if split.development]
    filled = [(signs, right) for signs, right in judged if len(right)]
    start = np.array(astuple(UNTRAINED))
    if not filled:
        return UNTRAINED

    def loss(weights: Floats) -> tuple[float, Floats]:
        away = weights - start
        total, slope = _STRENGTH * float(away @ away), 2 * _STRENGTH * away
        for signs, right in filled:
            odds = signs @ weights
            total += float(np.mean(np.logaddexp(0, np.where(right, -odds, odds)))) / len(filled)
            slope = slope + signs.T @ (1 / (1 + np.exp(-odds)) - right) / len(right) / len(filled)
        return total, slope

    return Confidence(*map(float, minimize(loss, start, jac=True, method="L-BFGS-B").x))


def _judged(tagger: Tagger, split: SplitCorpus) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """One and the signs of each mention that is found, (mentions, 4), and whether it is right."""
    pairs = [(item.document, item.sentences) for item in split.development]
    signs: list[Signs] = []
    hits: list[bool] = []
    for document, found in zip(split.development, tagger.tag_with_signs(pairs), strict=True):
        signs_of = {mention.span: one for mention, one in found}
        judged = judge(document, [mention for mention, _ in found], split.corpus.guideline)
        signs += [signs_of[mention.span] for mention in judged.found]
        hits += judged.right
    rows = [(1.0, *astuple(one)) for one in signs]
    return np.array(rows, dtype=np.float64).reshape(-1, 4), np.array(hits, dtype=np.bool_)
