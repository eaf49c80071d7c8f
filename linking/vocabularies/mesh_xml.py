"""MeSH records in NLM's XML: descriptors (desc20NN.xml) and supplementary concepts (supp20NN.xml)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.mesh_types import parent_trees, tree_types
from medkg.linking.vocabularies.opened import open_bytes
from medkg.linking.vocabularies.record import Record, Refused, attempted, checked
from medkg.linking.vocabularies.well_formed import well_formed

_RECORDS = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}
_SUPPLEMENTARY_TYPES = {"1": ("Drug",), "2": ("Drug",), "3": ("Disease",), "4": ()}
"""By SCRClass: chemicals, chemotherapy protocols, rare diseases, organisms."""

_MAPPED_TO = "HeadingMappedToList/HeadingMappedTo/DescriptorReferredTo/DescriptorUI"


def is_mesh_xml(path: Path) -> bool:
    """Whether ``path`` begins as a MeSH XML file."""
    with open_bytes(path) as content:
        start = content.read(400)
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"RecordSet" in start


def read_mesh_xml(paths: Iterable[Path]) -> Iterator[Record]:
    """The concepts of ``paths``, read as streams; entities and external files are refused.

    Parents of descriptors are those one step up in the trees, of supplementary concepts the descriptors that
    they are mapped to.

    Raises:
        VocabularyError: if a file is not well-formed.
    """
    descriptors: list[tuple[Concept, list[str], str, int]] = []
    for path in paths:
        for record in _records(path):
            line = record.sourceline or 0
            if record.tag != "DescriptorRecord":
                yield from attempted(path.name, line, _concept, record)
                continue
            try:
                concept = _concept(record)
            except ValueError as error:
                yield Refused(path.name, line, str(error))
                continue
            if concept:
                descriptors.append((concept, _trees(record), path.name, line))
    at = {tree: concept.curie for concept, trees, _, _ in descriptors for tree in trees}
    for concept, trees, file, line in descriptors:
        parents = {at[tree] for tree in parent_trees(trees) if tree in at}
        yield from checked(replace(concept, parents=tuple(sorted(parents))), file, line)


def _records(path: Path) -> Iterator["etree._Element"]:
    with open_bytes(path) as content, well_formed(path):
        records = etree.iterparse(
            content, tag=tuple(_RECORDS), resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, record in records:
            yield record
            record.clear()
            while record.getprevious() is not None:
                del record.getparent()[0]


def _concept(record: "etree._Element") -> Concept | None:
    kind = _RECORDS[str(record.tag)]
    identifier = record.findtext(f"{kind}UI")
    name = record.findtext(f"{kind}Name/String")
    if not identifier or not name:
        raise ValueError(f"no {kind}UI or no {kind}Name, which are required")
    types = (
        tree_types(_trees(record))
        if kind == "Descriptor"
        else _SUPPLEMENTARY_TYPES.get(record.get("SCRClass", "1"), ())
    )
    if not types:
        return None
    mapped = (node.text or "" for node in record.iterfind(_MAPPED_TO))
    parents = coded("MESH", *dict.fromkeys(ui.lstrip("*") for ui in mapped))
    return Concept(
        Curie("MESH", identifier),
        name,
        types,
        synonyms=_terms(record, "Y"),
        parents=parents,
        related=_terms(record, "N"),
    )


def _trees(record: "etree._Element") -> list[str]:
    return [str(node.text) for node in record.iterfind("TreeNumberList/TreeNumber")]


def _terms(record: "etree._Element", preferred: str) -> tuple[str, ...]:
    path = f"ConceptList/Concept[@PreferredConceptYN='{preferred}']/TermList/Term"
    terms = (term for term in record.iterfind(path) if term.get("IsPermutedTermYN") != "Y")
    return tuple(text for term in terms if (text := term.findtext("String")))
