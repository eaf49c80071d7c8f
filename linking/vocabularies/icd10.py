"""ICD-10 and ICD-10-CM: lists of codes and titles, CMS's order file, and the tabular list in XML."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.opened import open_bytes
from medkg.linking.vocabularies.record import Record, attempted
from medkg.linking.vocabularies.tables import line_records
from medkg.linking.vocabularies.well_formed import well_formed

_ORDER = re.compile(r"\d{5} ([A-Z][0-9][0-9A-Z]{1,5}) +[01] .{60} (.+)")
_LISTED = re.compile(r'([A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?)(?:[\t,;]| {1,})"?([^"]+)(?:"\s*)?')
_GROUP = re.compile(r'"?[A-Z]?[IVX0-9]+(?:-[A-Z][0-9A-Z]+)?"?[\t,;]')
_SYMPTOM = "R"


def read_icd10(path: Path, prefix: str) -> Iterator[Record]:
    """Codes with their titles; chapter XVIII (codes with R) holds symptoms and signs.

    A line is a code and its title, with or without the point in the code, or one of CMS's order file, which
    also tells the full title. Of chapters and blocks nothing is taken. The tabular XML gives synonyms
    (inclusion terms) and parents too.

    Raises:
        VocabularyError: if XML is not well-formed.
    """
    if _is_xml(path):
        return _tabular(path, prefix)
    return line_records(path, lambda line, _: _listed(line, prefix))


def _listed(line: str, prefix: str) -> Concept | None:
    match = _ORDER.fullmatch(line) or _LISTED.fullmatch(line)
    if match:
        return _concept(match[1], match[2].strip(), prefix)
    if _GROUP.match(line):
        return None
    raise ValueError("no ICD-10 code and its title, such as 'A00.0<TAB>Cholera'")


def _concept(
    code: str, title: str, prefix: str, synonyms: tuple[str, ...] = (), parents: tuple[Curie, ...] = ()
) -> Concept:
    types = ("Symptom", "Disease") if code.startswith(_SYMPTOM) else ("Disease",)
    return Concept(Curie(prefix, _pointed(code)), title, types, synonyms, parents)


def _pointed(code: str) -> str:
    return code if "." in code or len(code) == 3 else f"{code[:3]}.{code[3:]}"


def _is_xml(path: Path) -> bool:
    with open_bytes(path) as content:
        return content.read(400).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def _tabular(path: Path, prefix: str) -> Iterator[Record]:
    with open_bytes(path) as content, well_formed(path):
        codes = etree.iterparse(content, tag="diag", resolve_entities=False, no_network=True)
        for _, node in codes:
            yield from attempted(path.name, node.sourceline or 0, _diagnosis, node, prefix)


def _diagnosis(node: "etree._Element", prefix: str) -> Concept:
    code, title = node.findtext("name"), node.findtext("desc")
    if not code or not title:
        raise ValueError("the diagnosis has no name or no desc, which are required")
    above = node.getparent()
    parent = above.findtext("name") if above is not None and above.tag == "diag" else None
    notes = tuple(str(note.text) for note in node.iterfind("inclusionTerm/note") if note.text)
    parents = (Curie(prefix, _pointed(parent)),) if parent else ()
    return _concept(code, title, prefix, notes, parents)
