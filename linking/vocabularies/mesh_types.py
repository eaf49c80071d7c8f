"""From the place of a MeSH descriptor in the trees to mention types."""

from collections.abc import Iterable

_DISEASE, _SYMPTOM, _DRUG, _TREATMENT, _TEST = "Disease", "Symptom", "Drug", "Treatment", "Test"

_BRANCHES: tuple[tuple[str, tuple[str, ...]], ...] = (
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


def tree_types(trees: Iterable[str]) -> tuple[str, ...]:
    """The mention types of a descriptor at ``trees``, the likeliest first; empty for what is no mention
    of ours.

    >>> tree_types(["C23.888.592", "C10.597"]), tree_types(["A01.236"])
    (('Symptom', 'Disease'), ())
    """
    found = {rank: _branch_types(rank) for tree in trees if (rank := _rank(tree)) is not None}
    return tuple(dict.fromkeys(kind for rank in sorted(found) for kind in found[rank]))


def _rank(tree: str) -> int | None:
    return next((rank for rank, (branch, _) in enumerate(_BRANCHES) if _under(tree, branch)), None)


def _under(tree: str, branch: str) -> bool:
    return tree.startswith(branch) if len(branch) == 1 else f"{tree}.".startswith(f"{branch}.")


def _branch_types(rank: int) -> tuple[str, ...]:
    return _BRANCHES[rank][1]


def parent_trees(trees: Iterable[str]) -> list[str]:
    """The tree numbers one step up.

    >>> parent_trees(["C10.597.613", "C10"])
    ['C10.597']
    """
    return [tree.rpartition(".")[0] for tree in trees if "." in tree]
