"""Weights of the features in the score of a candidate."""

VERSION = "1"
NIL_BELOW = 0.15
WEIGHTS: dict[str, float] = {}
