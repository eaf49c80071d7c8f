"""Logits made probabilities."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from medkg.extraction.evaluation.calibration import expected_calibration_error
from medkg.extraction.relations.development import Judged

_TEMPERATURES = np.geomspace(0.4, 4.0, 40)
_OFFSETS = np.linspace(-3.0, 3.0, 49)
_SPREAD_OF_LOG_TEMPERATURE, _SPREAD_OF_OFFSET = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Scaling:
    """The probability is sigmoid((logit - ``offset``) / ``temperature``) (Platt, 1999)."""

    temperature: float = 1.0
    offset: float = 0.0

    def scaled(self, logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The logits of the probabilities."""
        return (logits - self.offset) / self.temperature

    def probabilities(self, logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The probabilities, in (0, 1)."""
        return np.asarray(1 / (1 + np.exp(-self.scaled(logits))))


def fit_scaling(judged: Judged) -> Scaling:
    """The scaling with the least log loss under a normal prior of no change, which matters for few pairs.

    The prior's standard deviation is 0.5 of the temperature's logarithm and 1 of the offset.
    """
    if not judged.right.any():
        return Scaling()
    choices = [Scaling(float(warm), float(off)) for warm in _TEMPERATURES for off in _OFFSETS]
    return min(
        choices, key=lambda choice: log_loss(judged, choice) * len(judged.logits) + _strangeness(choice)
    )


def log_loss(judged: Judged, scaling: Scaling) -> float:
    """The mean log loss of the probabilities."""
    scaled = scaling.scaled(judged.logits)
    return float(np.mean(np.logaddexp(0.0, np.where(judged.right, -scaled, scaled))))


def calibration_error(judged: Judged, scaling: Scaling) -> float:
    """The expected calibration error of the probabilities."""
    return expected_calibration_error(scaling.probabilities(judged.logits), judged.right)


def _strangeness(scaling: Scaling) -> float:
    """The negative log density of the prior, up to a constant."""
    warm = np.log(scaling.temperature) / _SPREAD_OF_LOG_TEMPERATURE
    return float(warm**2 + (scaling.offset / _SPREAD_OF_OFFSET) ** 2) / 2
