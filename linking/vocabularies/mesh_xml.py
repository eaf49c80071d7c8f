"""MeSH records in NLM's XML: descriptors (desc20NN.xml) and supplementary concepts (supp20NN.xml)."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.mesh_types import tree_types
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import open_bytes

_RECORDS = {"DescriptorRecord": "Descriptor", "SupplementalRecord": "SupplementalRecord"}
_SUPPLEMENTARY_TYPES = {"1": ("Drug",), "2": ("Drug",), "3": ("Disease",), "4": ()}
"""By SCRClass: chemicals, chemotherapy protocols, rare diseases, organisms."""


def is_mesh_xml(path: Path) -> bool:
    """Whether ``path`` begins as a MeSH XML file."""
    with open_bytes(path) as content:
        start = content.read(400)
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"RecordSet" in start


def read_mesh_xml(path: Path) -> Iterator[Concept]:
    """The concepts of ``path``, read as a stream; entities and external files are refused.

    Raises:
        VocabularyError: if the file is not well-formed.
    """
    with open_bytes(path) as content:
        records = etree.iterparse(
            content, tag=tuple(_RECORDS), resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for _, record in records:
                concept = _concept(record)
                if concept is not None:
                    yield concept
                record.clear()
                while record.getprevious() is not None:
                    del record.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise VocabularyError(f"{path.name}: line {error.lineno} is not well-formed XML") from None


def _concept(record: "etree._Element") -> Concept | None:
    kind = _RECORDS[str(record.tag)]
    identifier = record.findtext(f"{kind}UI")
    name = record.findtext(f"{kind}Name/String")
    if not identifier or not name:
        return None
    trees = [str(node.text) for node in record.iterfind("TreeNumberList/TreeNumber")]
    types = (
        tree_types(trees)
        if kind == "Descriptor"
        else _SUPPLEMENTARY_TYPES.get(record.get("SCRClass", "1"), ())
    )
    if not types:
        return None
    return Concept(
        Curie("MESH", identifier), name, types, synonyms=_terms(record, "Y"), related=_terms(record, "N")
    )


def _terms(record: "etree._Element", preferred: str) -> tuple[str, ...]:
    path = f"ConceptList/Concept[@PreferredConceptYN='{preferred}']/TermList/Term"
    terms = (term for term in record.iterfind(path) if term.get("IsPermutedTermYN") != "Y")
    return tuple(text for term in terms if (text := term.findtext("String")))
