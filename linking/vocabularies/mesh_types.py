"""From the place of a MeSH descriptor in the trees to mention types."""

from collections.abc import Iterable

Branches = tuple[tuple[str, tuple[str, ...]], ...]

_DISEASE, _SYMPTOM, _DRUG, _TREATMENT, _TEST = "Disease", "Symptom", "Drug", "Treatment", "Test"

_BRANCHES: Branches = (
    ("C23.888", (_SYMPTOM, _DISEASE)),
    ("F01.145.126", (_SYMPTOM, _DISEASE)),
    ("C", (_DISEASE,)),
    ("F03", (_DISEASE,)),
    ("D", (_DRUG,)),
    ("E01", (_TEST,)),
    ("E02", (_TREATMENT,)),
    ("E04", (_TREATMENT,)),
)
"""Branches from special to general: signs and symptoms, behavioural symptoms, diseases, mental disorders,
chemicals and drugs, diagnosis, therapeutics, surgical procedures. Corpora call signs diseases, so signs
are both.
"""
_ELSEWHERE: Branches = (
    *((branch, (_TREATMENT,)) for branch in ("E03", "E06", "E07.695", "E07.858.442", "F04.754")),
    *((branch, (_TREATMENT,)) for branch in ("I02.233.332", "I03.350")),
    *((branch, (_TEST,)) for branch in ("F04.711", "E05.041", "E05.196", "E05.301", "E05.318.308.980")),
    *((branch, (_TEST,)) for branch in ("E05.393.620", "E05.393.760", "E05.478", "E05.595", "E05.601")),
    *((branch, (_TEST,)) for branch in ("G03.680", "G03.707", "G09.330.380", "G14.440")),
)
"""What stands in none of those branches. Treatments: anesthesia, dentistry, implants, orthopedic aids,
psychotherapy, health education, exercise. Tests: psychological tests, anthropometry, laboratory techniques,
questionnaires, and what is measured of breathing, circulation and the eye.
"""


def tree_types(trees: Iterable[str]) -> tuple[str, ...]:
    """The mention types of a descriptor at ``trees``, the likeliest first; empty for what is no mention
    of ours.

    >>> tree_types(["C23.888.592", "C10.597"]), tree_types(["A01.236"])
    (('Symptom', 'Disease'), ())
    >>> tree_types(["E03.155.197"]), tree_types(["E02.186", "F04.711"])
    (('Treatment',), ('Treatment',))
    """
    places = list(trees)
    return _types_in(_BRANCHES, places) or _types_in(_ELSEWHERE, places)


def _types_in(branches: Branches, trees: Iterable[str]) -> tuple[str, ...]:
    ranks = {rank for tree in trees if (rank := _rank(branches, tree)) is not None}
    return tuple(dict.fromkeys(kind for rank in sorted(ranks) for kind in branches[rank][1]))


def _rank(branches: Branches, tree: str) -> int | None:
    return next((rank for rank, (branch, _) in enumerate(branches) if _under(tree, branch)), None)


def _under(tree: str, branch: str) -> bool:
    return tree.startswith(branch) if len(branch) == 1 else f"{tree}.".startswith(f"{branch}.")


def parent_trees(trees: Iterable[str]) -> list[str]:
    """The tree numbers one step up.

    >>> parent_trees(["C10.597.613", "C10"])
    ['C10.597']
    """
    return [tree.rpartition(".")[0] for tree in trees if "." in tree]
