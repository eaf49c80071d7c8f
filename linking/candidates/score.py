"""The score of a candidate: the probability that it is what the mention means."""

from collections.abc import Mapping, Sequence
from math import exp

_BOUND = 30.0


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of weight times value; unknown features weigh nothing."""
    return sum([weights.get(name, 0.0) * value for name, value in features.items()])


def probabilities(sums: Sequence[float]) -> list[float]:
    """Conditional logit with NIL as one more choice of weight 0: exp(s) / (1 + sum of all exp(s)).

    >>> probabilities([0.0])
    [0.5]
    """
    powers = [exp(max(-_BOUND, min(_BOUND, total))) for total in sums]
    whole = 1.0 + sum(powers)
    return [power / whole for power in powers]
