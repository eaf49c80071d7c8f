"""Which relation may hold between which types of mention."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """The mention types allowed at the head and at the tail of a predicate."""

    heads: frozenset[str]
    tails: frozenset[str]

    def allows(self, head: str, tail: str) -> bool:
        """Whether a pair of these types may stand in the relation."""
        return head in self.heads and tail in self.tails


_FINDING = frozenset({"Disease", "Symptom"})
_THERAPY = frozenset({"Drug", "Treatment"})

SIGNATURES: dict[str, Signature] = {
    "CAUSES": Signature(_THERAPY, _FINDING),
    "TREATS": Signature(_THERAPY, _FINDING),
    "HAS_SYMPTOM": Signature(frozenset({"Disease"}), _FINDING),
    "PREVENTS": Signature(_THERAPY, _FINDING),
    "DIAGNOSES": Signature(frozenset({"Test"}), _FINDING),
    "CONTRAINDICATED_IN": Signature(_THERAPY, _FINDING),
}
"""What the scorer knows, in the order of its outputs."""

PREDICATES: tuple[str, ...] = tuple(SIGNATURES)

TYPE_IDS: dict[str, int] = {"Disease": 1, "Symptom": 2, "Drug": 3, "Treatment": 4, "Test": 5}
"""The number of each mention type in the type embedding; 0 is a word outside any mention."""


def candidates(head: str, tail: str) -> tuple[bool, ...]:
    """For each of :data:`PREDICATES`, whether it may hold between these types.

    >>> dict(zip(PREDICATES, candidates("Test", "Disease")))["DIAGNOSES"]
    True
    """
    return tuple(signature.allows(head, tail) for signature in SIGNATURES.values())


def family(type: str) -> str:
    """What types are told apart when mentions are grouped: a disease and a symptom are both findings."""
    return "Finding" if type in _FINDING else type
