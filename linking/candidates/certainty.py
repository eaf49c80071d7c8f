"""How sure it is that the best candidate is what a mention means, and so whether it means nothing known.

The scores of candidates (:mod:`medkg.linking.candidates.score`) say which of them is meant if one is; they
are fitted where the vocabularies have the answer. This probability is fitted where they may lack it.
"""

from collections.abc import Sequence
from math import exp, log

from medkg.linking.candidates.features import Features
from medkg.linking.candidates.score import weigh
from medkg.linking.candidates.weights import CERTAINTY
from medkg.linking.link import Candidate

_LEAST = 1e-4
_MOST = 3.0


def traits(features: Features, scores: Sequence[float]) -> Features:
    """What the best candidate is judged by: its ``features``, ``odds``, the logarithm of its odds, and
    ``margin``, by how much it is ahead of the second, in logarithms of scores, at most 3.

    ``scores`` are those of all candidates, best first.
    """
    first = max(_LEAST, min(1.0 - _LEAST, scores[0]))
    second = max(_LEAST, scores[1]) if len(scores) > 1 else _LEAST
    return {**features, "odds": log(first / (1.0 - first)), "margin": min(_MOST, log(first / second))}


def certainty(candidates: Sequence[Candidate]) -> float:
    """The probability that the first of ``candidates`` is meant; 0 for none.

    The logistic function of the weighted sum of its :func:`traits`.
    """
    if not candidates:
        return 0.0
    scores = [candidate.score for candidate in candidates]
    return 1.0 / (1.0 + exp(-weigh(traits(dict(candidates[0].features), scores), CERTAINTY)))
