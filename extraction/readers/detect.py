"""The format of a file, told from its first 64 KiB; its name decides only between a table and plain text."""

import json
import re
from pathlib import PurePath

from medkg.extraction.readers.columns import NAMES
from medkg.extraction.readers.decoding import UTF16_MARKS, decoded
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source
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
ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL)
STANDOFF = re.compile(r"(?:T\d+\t\S+ \d+ \d+|R\d+\t\S+ \S+:\S+ \S+:\S+)")
PUBTATOR = re.compile(r"\s*[^|\t\n]+\|t\|")
TABLE_SUFFIXES = (".csv", ".tsv")


def detect(source: Source) -> str:
    """The format of ``source``, one of :data:`medkg.extraction.readers.documents.FORMATS`.

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
    return _text_format(_whole_characters(head), source.name)


def _whole_characters(head: bytes) -> str:
    """``head`` as text; a character that the cut broke is left out."""
    for cut in range(4):
        try:
            return head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    return decoded(head)


def _text_format(text: str, name: str) -> str:
    start = text.lstrip()
    if start.startswith("<"):
        return _xml_format(start)
    if start.startswith(("{", "[")):
        return _json_format(start, name)
    if PUBTATOR.match(text):
        return "pubtator"
    if STANDOFF.match(text):
        return "brat"
    return "csv" if _is_table(start, name) else "text"


def _xml_format(text: str) -> str:
    position = 0
    while match := BEFORE_ROOT.match(text, position):
        position = match.end()
    root = ROOT.match(text[position:].lstrip())
    if root is not None and root[1] not in XML_ROOTS and "<PubmedArticle>" in text:
        return "pubmed-xml"
    if root is None or root[1] not in XML_ROOTS:
        shown = f"with the root {root[1][:40]!r}" if root else "without a root in its first 64 KiB"
        raise ReadError(f"is XML {shown}, not PubMed, JATS or BioC")
    return XML_ROOTS[root[1]]


def _json_format(text: str, name: str) -> str:
    line = text.split("\n", 1)[0]
    try:
        first = json.loads(line)
    except (ValueError, RecursionError):
        first = None
    if isinstance(first, dict) and not {"documents", "passages", "PubTator3"} & first.keys():
        return "medkg-jsonl" if isinstance(first.get("document"), dict) and "mentions" in first else "jsonl"
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
        raise ReadError("is JSON, but neither BioC nor one record a line")
    return "text"


def _is_table(text: str, name: str) -> bool:
    first = text.split("\n", 1)[0]
    cells = [cell.strip().strip('"').lower() for cell in first.split(delimiter(first))]
    if len(cells) > 1 and any(cell in NAMES["text"] for cell in cells) and len(first) < 2000:
        return True
    return any(suffix in TABLE_SUFFIXES for suffix in PurePath(name.lower()).suffixes)
