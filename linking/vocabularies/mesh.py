"""Medical Subject Headings: term and tree tables, or the official descriptor and supplementary records in
XML.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.mesh_substances import read_substances
from medkg.linking.vocabularies.mesh_types import parent_trees, tree_types
from medkg.linking.vocabularies.mesh_xml import is_mesh_xml, read_mesh_xml
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import header, whole_rows

_TERMS = (
    "DescriptorUI",
    "DescriptorName",
    "ConceptUI",
    "TermName",
    "IsPermutedTermYN",
    "RecordPreferredTermYN",
)
_TREES = ("DescriptorUI", "tree_location")


@dataclass(slots=True)
class _Descriptor:
    name: str
    file: str
    line: int
    preferred: str = ""
    terms: list[tuple[str, str]] = field(default_factory=list)


def read_mesh(files: Iterable[Path]) -> Iterator[Record]:
    """Concepts of MeSH; ``files`` are XML, or one table of terms and one of tree numbers (others are
    passed over).

    The table of terms has the columns DescriptorUI, DescriptorName, ConceptUI, TermName, IsPermutedTermYN and
    RecordPreferredTermYN, the table of trees DescriptorUI and tree_location, both separated by tabs. A table
    of pharmacological actions adds supplementary substances
    (:mod:`medkg.linking.vocabularies.mesh_substances`).

    Raises:
        VocabularyError: if there is no XML and a table is missing.
    """
    paths = list(files)
    xml = [path for path in paths if is_mesh_xml(path)]
    if xml:
        yield from read_mesh_xml(xml)
        return
    headers = {path: header(path) for path in paths}
    terms = [path for path in paths if "TermName" in headers[path]]
    trees = [path for path in paths if "tree_location" in headers[path]]
    if not terms or not trees:
        missing = "TermName" if not terms else "tree_location"
        raise VocabularyError(
            f"mesh: no file with a column {missing!r} among {[path.name for path in paths]}"
        )
    refused: list[Refused] = []
    yield from _concepts(_read_terms(terms, refused), _read_trees(trees, refused))
    actions = [path for path in paths if "PharmActionUI" in headers[path]]
    yield from read_substances(actions, refused)
    yield from refused


def _read_terms(paths: Iterable[Path], refused: list[Refused]) -> dict[str, _Descriptor]:
    descriptors: dict[str, _Descriptor] = {}
    for path in paths:
        for line, row in whole_rows(path, _TERMS, refused, delimiter="\t", quoted=False):
            descriptor = descriptors.setdefault(
                row["DescriptorUI"], _Descriptor(row["DescriptorName"], path.name, line)
            )
            if row["RecordPreferredTermYN"] == "Y":
                descriptor.preferred = row["ConceptUI"]
            if row["IsPermutedTermYN"] != "Y":
                descriptor.terms.append((row["ConceptUI"], row["TermName"]))
    return descriptors


def _read_trees(paths: Iterable[Path], refused: list[Refused]) -> dict[str, list[str]]:
    trees: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for _, row in whole_rows(path, _TREES, refused, delimiter="\t", quoted=False):
            trees[row["DescriptorUI"]].append(row["tree_location"])
    return trees


def _concepts(descriptors: Mapping[str, _Descriptor], trees: Mapping[str, list[str]]) -> Iterator[Record]:
    at = {tree: key for key, numbers in trees.items() for tree in numbers}
    for key, descriptor in descriptors.items():
        types = tree_types(trees.get(key, ()))
        if not types:
            continue
        parents = sorted({at[tree] for tree in parent_trees(trees[key]) if tree in at})
        yield from attempted(descriptor.file, descriptor.line, _concept, key, descriptor, types, parents)


def _concept(key: str, read: _Descriptor, types: tuple[str, ...], parents: Iterable[str]) -> Concept:
    return Concept(
        Curie("MESH", key),
        read.name,
        types,
        tuple(name for concept, name in read.terms if concept == read.preferred),
        coded("MESH", *parents),
        related=tuple(name for concept, name in read.terms if concept != read.preferred),
    )
