"""The format of a file, told from its first 64 KiB; its name tells plain notes and tables apart from the
rest.
"""

import csv
import io
import json
import re
from itertools import islice
from pathlib import PurePath

from medkg.extraction.readers.columns import NAMES
from medkg.extraction.readers.decoding import UTF16_MARKS, decoded
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import HEAD_BYTES, Source
from medkg.extraction.readers.table import delimiter

XML_ROOTS = {
    "PubmedArticleSet": "pubmed-xml",
    "PubmedBookArticleSet": "pubmed-xml",
    "PubmedArticle": "pubmed-xml",
    "PubmedBookArticle": "pubmed-xml",
    "MedlineCitationSet": "pubmed-xml",
    "MedlineCitation": "pubmed-xml",
    "DeleteCitation": "pubmed-xml",
    "article": "pmc-jats",
    "pmc-articleset": "pmc-jats",
    "OAI-PMH": "pmc-jats",
    "collection": "bioc-xml",
}
REFUSED = {
    rb"\x80[\x02-\x05]": "is a Python pickle, which can run code and is never loaded",
    rb"%PDF-": "is a PDF; save its text first",
    rb"\s*PMID- ": "is MEDLINE text; download the same records as PubMed XML",
}
HTML = "html"
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
XML_START = re.compile(r"<\?xml\b|<!DOCTYPE\b", re.IGNORECASE)
JSON_START = re.compile(r'\{\s*"|\[\s*\{')
PLAIN_NAME = re.compile(r"[A-Za-z0-9_-]{1,30}")
"""A root's name that a message may show; what else stands in angle brackets could be text."""

STANDOFF = re.compile(r"(?:T\d+\t\S+ \d+ \d+|R\d+\t\S+ \S+:\S+ \S+:\S+)")
PUBTATOR = re.compile(r"\s*[^|\t\n]+\|t\|")
TABLE_SUFFIXES = (".csv", ".tsv")
ENDING = re.compile(r"\.([a-z][a-z0-9]{0,9})(?:\.(?:gz|xz|bz2))*$")
NOTE_ENDINGS = ("txt", "text", "gz", "xz", "bz2")
MAX_HEADER = 2000


def detect(source: Source) -> str:
    """The format of ``source``, one of :data:`medkg.extraction.readers.documents.FORMATS`.

    A ``.txt`` file, and one without an ending, is plain text unless it begins as only XML or JSON do: notes
    begin with ``<NAME>`` and ``[**2101-3-4**]`` too.

    Raises:
        ReadError: for a file that is empty or in none of them, among them pickles, which are never loaded.
    """
    head = source.head()
    for pattern, reason in REFUSED.items():
        if re.match(pattern, head):
            raise ReadError(reason)
    if not head.strip():
        raise ReadError("is empty")
    if b"\0" in head and not head.startswith(UTF16_MARKS):
        raise ReadError("is a binary file, not text of a known format")
    return _text_format(_whole_characters(head), source.name, is_cut=len(head) == HEAD_BYTES)


def _whole_characters(head: bytes) -> str:
    """``head`` as text; a character that the cut broke is left out."""
    for cut in range(4):
        try:
            return head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return decoded(head)


def _text_format(text: str, name: str, *, is_cut: bool) -> str:
    start = text.lstrip()
    is_note = _is_note_name(name)
    if start.startswith("<") and (not is_note or _begins_as_xml(start)):
        return _xml_format(start)
    if start.startswith(("{", "[")) and (not is_note or JSON_START.match(start)):
        return _json_format(start, name)
    if PUBTATOR.match(text):
        return "pubtator"
    if STANDOFF.match(text):
        return "brat"
    return "csv" if _is_table(start, name, is_cut=is_cut) else "text"


def _is_note_name(name: str) -> bool:
    """Whether a file is called as plain notes are.

    >>> _is_note_name("visit.txt.gz"), _is_note_name("2020.01.03"), _is_note_name("visit.xml")
    (True, True, False)
    """
    ending = ENDING.search(name.lower())
    return ending is None or ending[1] in NOTE_ENDINGS


def _begins_as_xml(text: str) -> bool:
    root = _root(text)
    return bool(XML_START.match(text)) or root == HTML or root in XML_ROOTS or "<PubmedArticle>" in text


def _root(text: str) -> str:
    """The name of the root; "" where none is found."""
    position = 0
    while match := BEFORE_ROOT.match(text, position):
        position = match.end()
    root = ROOT.match(text[position:].lstrip())
    return root[1] if root else ""


def _xml_format(text: str) -> str:
    root = _root(text)
    if root in XML_ROOTS:
        return XML_ROOTS[root]
    if root and "<PubmedArticle>" in text:
        return "pubmed-xml"
    shown = f"with the root {root!r}" if PLAIN_NAME.fullmatch(root) else "with another root"
    if not root:
        shown = "without a root in its first 64 KiB"
    raise ReadError(f"is XML {shown}, not PubMed, JATS or BioC")


def _json_format(text: str, name: str) -> str:
    line = text.split("\n", 1)[0]
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        first = None
    if isinstance(first, dict) and "resourceType" in first:
        return "fhir"
    if isinstance(first, dict) and not {"documents", "passages", "PubTator3"} & first.keys():
        return "medkg-jsonl" if isinstance(first.get("document"), dict) and "mentions" in first else "jsonl"
    if re.search(r'"resourceType"\s*:', text):
        return "fhir"
    if re.search(r'"(?:documents|passages|bioctype|PubTator3)"\s*:', text):
        return "bioc-json"
    if text.startswith("{") and re.search(r'^\{\s*"document"\s*:\s*\{', line):
        return "medkg-jsonl"
    if _looks_like_lines(text):
        return "jsonl"
    return _unknown_json(name, text)


def _looks_like_lines(text: str) -> bool:
    """A first record that is cut off by the 64 KiB, or broken while a later one is whole."""
    lines = text.split("\n")
    if len(lines) == 1:
        return text.startswith("{")
    return any(_is_object(line) for line in lines[1:20])


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _unknown_json(name: str, text: str) -> str:
    if PurePath(name).suffix in (".json", ".jsonl", ".ndjson") or text.rstrip().endswith(("}", "]")):
        raise ReadError("is JSON, but neither BioC nor FHIR nor one record a line")
    return "text"


def _is_table(text: str, name: str, *, is_cut: bool) -> bool:
    if any(suffix in TABLE_SUFFIXES for suffix in PurePath(name.lower()).suffixes):
        return True
    rows = _first_rows(text)
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    if len(names) < 2 or not any(cell in NAMES["text"] for cell in names):
        return False
    if len(rows) < 3 and is_cut:
        return True
    return len(rows) > 1 and len(rows[1]) == len(names)


def _first_rows(text: str) -> list[list[str]]:
    """The first three rows of what may be a table; none where its first line is too long for names, or they
    are not CSV.
    """
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    if len(first) >= MAX_HEADER:
        return []
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(first))
    try:
        return list(islice(filter(None, rows), 3))
    except csv.Error:
        return []
