"""Invented concepts."""

from collections.abc import Iterable

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.source import Source


def source_of(name: str, concepts: Iterable[Concept]) -> Source:
    """A source that gives ``concepts``."""
    kept = tuple(concepts)
    return Source(name, "1", lambda: iter(kept))


def concept(
    curie: str,
    name: str,
    *types: str,
    synonyms: tuple[str, ...] = (),
    xrefs: tuple[str, ...] = (),
    replaced_by: str | None = None,
) -> Concept:
    """A concept, written shortly."""
    return Concept(
        Curie.parse(curie),
        name,
        types,
        synonyms,
        (),
        tuple(map(Curie.parse, xrefs)),
        Curie.parse(replaced_by) if replaced_by else None,
    )


INVENTED = (
    concept("MESH:D900001", "Kidney Diseases", "Disease", synonyms=("Disease, Kidney",)),
    concept(
        "MESH:D900002", "Glimmer Disease, Type 2", "Disease", synonyms=("Glimmer's disease type II", "GD2")
    ),
    concept("MESH:D900003", "Anemia, Hollow", "Disease", synonyms=("Hollow anemia",), xrefs=("OMIM:999001",)),
    concept("MESH:D900004", "Acute Lumen Loss", "Disease", synonyms=("ALL", "CAN")),
    concept("MESH:D900005", "Velomycin", "Drug", synonyms=("alpha-velomycin",)),
    concept("MESH:D900006", "Tumor, Orbal", "Disease"),
    concept("HP:9000001", "Hollow anaemia", "Symptom"),
    concept("HP:9000002", "Tingling of the elbow", "Symptom", synonyms=("Elbow tingling",)),
    concept("HP:9000003", "Elbow prickle", replaced_by="HP:9000002"),
    concept("DRUGBANK:DB90001", "velomycin", "Drug", synonyms=("Velomycinum",)),
    concept("MESH:D900007", "Elbow Reshaping", "Treatment"),
)
