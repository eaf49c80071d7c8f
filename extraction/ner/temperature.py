"""Calibration: the temperature that makes mention scores probabilities."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.development import judge
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.tagger import Tagger

_GRID = np.geomspace(0.5, 4.0, 25)


def fit_temperature(tagger: Tagger, corpora: Sequence[SplitCorpus]) -> float:
    """The temperature under which scores of found mentions best predict whether they are right.

    Minimises the log loss of mention scores on development documents (temperature scaling, Guo et al., 2017);
    1 where there are none.
    """
    scores: list[float] = []
    hits: list[bool] = []
    for split in corpora:
        pairs = [(item.document, item.sentences) for item in split.development]
        for document, mentions in zip(split.development, tagger.tag(pairs), strict=True):
            judged = judge(document, mentions, split.corpus.guideline)
            scores += [mention.score for mention in judged.found]
            hits += judged.right
    if not scores:
        return 1.0
    clipped = np.clip(scores, 1e-4, 1 - 1e-4)
    logits, right = np.log(clipped / (1 - clipped)), np.array(hits)
    losses = [_log_loss(logits / temperature, right) for temperature in _GRID]
    return float(_GRID[int(np.argmin(losses))])


def _log_loss(logits: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    return float(np.mean(np.logaddexp(0, np.where(right, -logits, logits))))
