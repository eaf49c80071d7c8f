"""Conditional logit over the candidates of each mention and NIL (McFadden 1974)."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Numbers = NDArray[np.float64]
_MOST = 30.0


def conditional_logit(
    rows: Numbers,
    right: Numbers,
    sizes: NDArray[np.int64],
    *,
    given: Numbers | float = 0.0,
    worth: Numbers | float = 1.0,
    penalty: Numbers | float = 1.0,
) -> Numbers:
    """The weights of the columns of ``rows``, one a candidate, those of a mention after each other.

    ``right`` is 1 where a candidate is meant; NIL, whose odds are 1, is where none of a mention's is.
    ``sizes`` counts each mention's candidates. ``given`` are log-odds that a candidate has already, ``worth``
    is how often a mention counts, ``penalty`` weighs each weight's square against the log-likelihood.
    """
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    nil_right = (np.add.reduceat(right, starts) == 0).astype(np.float64)
    counts = np.broadcast_to(worth, len(sizes))

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        powers = np.exp(np.clip(rows @ weights + given, -_MOST, _MOST))
        everything = 1.0 + np.add.reduceat(powers, starts)
        good = nil_right + np.add.reduceat(powers * right, starts)
        slopes = (counts / everything)[owner] * powers - (counts / good)[owner] * powers * right
        value = -float((counts * np.log(good / everything)).sum()) + float((penalty * weights**2).sum())
        return value, rows.T @ slopes + 2 * penalty * weights

    begin = np.zeros(rows.shape[1])
    return np.asarray(minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x)
