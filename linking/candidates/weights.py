"""Weights of the features in the score of a candidate, fitted by benchmarks/linking_weights.py."""

VERSION = "1"
"""To be raised with every change of how mentions are linked."""

NIL_BELOW = 0.1
"""Right answers on BC5CDR's development part, NIL included: 0.02 points below the best threshold (0.15)."""

WEIGHTS: dict[str, float] = {
    "bias": -2.256,
    "defined otherwise": 0.041,
    "drug level acronym": 0.684,
    "drug level bag": 0.227,
    "drug level joined": 0.417,
    "drug level loose": -0.197,
    "drug level near": -1.166,
    "drug level plain": -0.996,
    "drug level stems": -0.968,
    "drug level written": 1.873,
    "drug status preferred": 0.186,
    "drug status related": -0.452,
    "drug status synonym": 0.140,
    "first vocabulary": 2.500,
    "further words": 0.433,
    "later wording": -0.936,
    "level acronym": 0.323,
    "level bag": 0.206,
    "level joined": -0.577,
    "level loose": 0.307,
    "level near": -0.985,
    "level plain": 0.641,
    "level stems": 0.023,
    "level written": 0.069,
    "name uncovered": -4.219,
    "near cosine": 2.430,
    "near one word": 0.859,
    "other head": 0.308,
    "outdone": -0.167,
    "rivals": -0.540,
    "said uncovered": 0.588,
    "status preferred": 0.598,
    "status related": -0.572,
    "status synonym": -0.019,
    "type also": 1.020,
    "type first": 1.306,
    "type other": -2.319,
    "unlike": -3.789,
    "variant expanded": 1.233,
    "variant meant": 1.286,
    "variant part": -0.547,
    "variant reduced": -3.093,
    "variant rewritten": 0.097,
    "variant written": 1.032,
}
