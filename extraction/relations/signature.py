"""Which relation may hold between which types of mention."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Signature:
    """The mention types allowed at the head and at the tail of a predicate.

    ``symmetric``: head and tail may be exchanged, so a pair is looked at once. ``one_sentence``: no corpus
    teaches it across sentences, so it is only looked for between mentions of one.
    """

    heads: frozenset[str]
    tails: frozenset[str]
    symmetric: bool = False
    one_sentence: bool = False

    def allows(self, head: str, tail: str) -> bool:
        """Whether a pair of these types may stand in the relation."""
        return head in self.heads and tail in self.tails


_FINDING = frozenset({"Disease", "Symptom"})
_THERAPY = frozenset({"Drug", "Treatment"})
_DISEASE = frozenset({"Disease"})
_DRUG = frozenset({"Drug"})
_INTERACTION = Signature(_DRUG, _DRUG, symmetric=True, one_sentence=True)

SIGNATURES: dict[str, Signature] = {
    "CAUSES": Signature(_THERAPY, _FINDING),
    "TREATS": Signature(_THERAPY, _FINDING),
    "HAS_SYMPTOM": Signature(_DISEASE, _FINDING),
    "PREVENTS": Signature(_THERAPY, _FINDING),
    "DIAGNOSES": Signature(frozenset({"Test"}), _FINDING),
    "CONTRAINDICATED_IN": Signature(_THERAPY, _FINDING),
    "COMPLICATION_OF": Signature(_FINDING, _DISEASE),
    "RISK_FACTOR_FOR": Signature(_FINDING, _DISEASE),
    "INTERACTS_WITH:mechanism": _INTERACTION,
    "INTERACTS_WITH:effect": _INTERACTION,
    "INTERACTS_WITH:advice": _INTERACTION,
    "INTERACTS_WITH:unspecified": _INTERACTION,
}
"""What the scorer knows, in the order of its outputs; what follows a colon is the kind of the relation."""

EXCLUDES: dict[str, tuple[str, ...]] = {
    "CAUSES": ("TREATS", "PREVENTS"),
    "TREATS": ("CAUSES", "CONTRAINDICATED_IN"),
    "PREVENTS": ("CAUSES",),
    "CONTRAINDICATED_IN": ("TREATS",),
}
"""What cannot hold of a pair in a document where the predicate holds, whoever annotated it."""

PREDICATES: tuple[str, ...] = tuple(SIGNATURES)

TYPE_IDS: dict[str, int] = {"Disease": 1, "Symptom": 2, "Drug": 3, "Treatment": 4, "Test": 5}
"""The number of each mention type in the type embedding; 0 is a word outside any mention."""


@cache
def candidates(head: str, tail: str, *, first: bool = True, together: bool = True) -> tuple[bool, ...]:
    """For each of :data:`PREDICATES`, whether it may hold between these types.

    ``first`` says that the head is the one of the two that a symmetric predicate takes as its head,
    ``together`` that a sentence holds both.

    >>> dict(zip(PREDICATES, candidates("Test", "Disease")))["DIAGNOSES"]
    True
    """
    return tuple(
        signature.allows(head, tail)
        and (first or not signature.symmetric)
        and (together or not signature.one_sentence)
        for signature in SIGNATURES.values()
    )


def family(type: str) -> str:
    """What types are told apart when mentions are grouped: a disease and a symptom are both findings."""
    return "Finding" if type in _FINDING else type
