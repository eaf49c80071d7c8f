"""The least score at which a mention is given out."""

from collections.abc import Sequence

import numpy as np

from medkg.extraction.agreement import agreeing
from medkg.extraction.ner.development import score
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.tagger import Tagger

_GRID = tuple(round(float(value), 2) for value in np.arange(0.0, 0.75, 0.05))


def fit_threshold(tagger: Tagger, corpora: Sequence[SplitCorpus]) -> float:
    """The threshold with the best mean F1 over the corpora's development documents; 0 without any.

    ``tagger`` gives calibrated scores and leaves nothing out; what is kept is made to agree, as in use.
    """
    means = np.zeros(len(_GRID))
    for split in corpora:
        if not split.development:
            continue
        found = tagger.tag([(item.document, item.sentences) for item in split.development])
        for place, least in enumerate(_GRID):
            kept = [
                agreeing(item.document, item.sentences, [one for one in mentions if one.score >= least])
                for item, mentions in zip(split.development, found, strict=True)
            ]
            means[place] += score(split.development, kept, split.corpus.guideline).f1
    return _GRID[int(means.argmax())]
