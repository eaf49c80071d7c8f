"""The Human Phenotype Ontology (hp.obo): symptoms and signs."""

from collections.abc import Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.vocabularies.obo import Stanza, concepts_of, stanzas

_PHENOTYPE = "HP:0000118"
_TYPES = ("Symptom",)


def read_hpo(path: Path) -> Iterator[Concept]:
    """Phenotypic abnormalities, and what retired terms became; modes of inheritance, onset and the like are
    left out.
    """
    terms = list(stanzas(path))
    phenotypes = _below(_PHENOTYPE, terms)
    for term in terms:
        yield from concepts_of(term, lambda identifier: _TYPES if identifier in phenotypes else ())


def _below(root: str, terms: list[Stanza]) -> frozenset[str]:
    children: dict[str, list[str]] = {}
    for term in terms:
        for value in term.get("is_a", ()):
            children.setdefault(value.split(" ")[0], []).append(term["id"][0])
    found: set[str] = set()
    waiting = [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)
