"""How sure a mention is: the probability that its words and its type are right."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TINY = 1e-4


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words' probabilities say of a mention.

    ``named`` and ``typed`` are log-odds: of the geometric mean of its words' probabilities to be in a mention
    of its group of types, and of its very type. ``ended`` is the logarithm of the probability that the word
    after it is no part of it.
    """

    named: float
    typed: float
    ended: float

    @classmethod
    def of(cls, *, named: float, typed: float, going_on: float) -> "Signs":
        """From log-probabilities: the means of the words', and that the next word goes on with it."""
        return cls(_log_odds(named), _log_odds(typed), math.log(max(-math.expm1(min(going_on, 0.0)), _TINY)))


@dataclass(frozen=True, slots=True)
class Confidence:
    """The probability of a mention is sigmoid(offset + named, typed and ended, each times its weight).

    Logistic regression, which is Platt's scaling (1999) by more than one sign. Untrained, it is the geometric
    mean of the probabilities of the mention's type.
    """

    offset: float = 0.0
    named: float = 0.0
    typed: float = 1.0
    ended: float = 0.0

    @classmethod
    def read(cls, settings: Mapping[str, Any]) -> "Confidence":
        """That of a model's settings; models of before have a temperature of their type's score."""
        if "confidence" in settings:
            return cls(**settings["confidence"])
        return cls(typed=1 / settings["temperature"])

    def probability(self, signs: Signs) -> float:
        """In (0, 1)."""
        weighted = self.named * signs.named + self.typed * signs.typed + self.ended * signs.ended
        return 1 / (1 + math.exp(-min(max(self.offset + weighted, -30.0), 30.0)))


UNTRAINED = Confidence()


def _log_odds(log_probability: float) -> float:
    probability = min(max(math.exp(min(log_probability, 0.0)), _TINY), 1 - _TINY)
    return math.log(probability / (1 - probability))
