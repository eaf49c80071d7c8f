"""The table of predicates: every relation that the graph knows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Predicate:
    """A relation between concepts.

    ``name`` is the relation type in the graph and of the extractor, ``biolink`` the Biolink Model slot
    (those of 4.4.4, which has none for complications but ``related_to``), ``domain`` and ``range`` the
    mention types allowed at its ends, ``inverse`` how it reads from the object.
    """

    name: str
    biolink: str
    domain: frozenset[str]
    range: frozenset[str]
    inverse: str
    symmetric: bool = False


_FINDING = frozenset({"Disease", "Symptom"})
_DRUG = frozenset({"Drug"})
_THERAPY = frozenset({"Drug", "Treatment"})
_DISEASE = frozenset({"Disease"})

PREDICATES: dict[str, Predicate] = {
    predicate.name: predicate
    for predicate in (
        Predicate("TREATS", "biolink:treats", _THERAPY, _FINDING, "is treated by"),
        Predicate("PREVENTS", "biolink:preventative_for_condition", _THERAPY, _FINDING, "is prevented by"),
        Predicate("CAUSES", "biolink:causes", _THERAPY | _DISEASE, _FINDING, "is caused by"),
        Predicate("HAS_SYMPTOM", "biolink:has_phenotype", _DISEASE, _FINDING, "is a symptom of"),
        Predicate("DIAGNOSES", "biolink:diagnoses", frozenset({"Test"}), _FINDING, "is diagnosed by"),
        Predicate("INTERACTS_WITH", "biolink:interacts_with", _DRUG, _DRUG, "interacts with", symmetric=True),
        Predicate("CONTRAINDICATED_IN", "biolink:contraindicated_in", _THERAPY, _FINDING, "forbids"),
        Predicate("COMPLICATION_OF", "biolink:related_to", _FINDING, _FINDING | _THERAPY, "has complication"),
        Predicate(
            "RISK_FACTOR_FOR",
            "biolink:predisposes_to_condition",
            _FINDING | _THERAPY,
            _FINDING,
            "has risk factor",
        ),
    )
}
