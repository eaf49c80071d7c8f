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
_TREATED = ("E03", "E06", "E07.695", "E07.858.442", "F04.754", "I02.233.332", "I03.350")
"""Anesthesia, dentistry, implants, orthopedic aids, psychotherapy, health education, exercise."""
_TESTED = (
    *("F04.711.141", "F04.711.513", "F04.711.580", "F04.711.647", "E05.318.308.980", "E05.041"),
    *("E05.196", "E05.301", "E05.393.620", "E05.393.760", "E05.478", "E05.595", "E05.601"),
    *("G03.680", "G03.707", "G09.330.100.159", "G09.330.380", "G11.427.100", "G11.561.170.505", "G14.440"),
)
"""Psychological tests, questionnaires, anthropometry; laboratory techniques; what is measured of breathing,
circulation, bones, the brain and the eye.
"""
_ELSEWHERE: Branches = (
    *((branch, (_TREATMENT,)) for branch in _TREATED),
    *((branch, (_TEST,)) for branch in _TESTED),
)
"""For what stands in none of those branches."""


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
