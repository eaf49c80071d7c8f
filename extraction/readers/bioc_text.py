"""The text of a BioC document, put together from its passages."""

import json
import re
from dataclasses import dataclass
from typing import Any

from medkg.extraction.document import Document, Section
from medkg.extraction.readers.annotated_json import sections as parsed_sections
from medkg.extraction.readers.decoding import string, well_formed
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.identity import article_id
from medkg.extraction.span import Span

MAX_GAP = 100
"""Longer gaps between the offsets of passages are not text that is missing; they become one line end."""

MAX_SENTENCE_GAP = 10_000
"""The most characters between two sentences of a passage that are filled with spaces."""


@dataclass(frozen=True, slots=True)
class BioCText:
    """A document, and by how much the offsets of each passage are shifted in its text."""

    document: Document
    shifts: tuple[int, ...]


def bioc_text(bioc_document: Any, source: str) -> BioCText:
    """The document of a ``bioc.BioCDocument``.

    Offsets of the file are kept where its passages stand in order; a gap of up to 100 characters becomes a
    line end and spaces.

    Raises:
        ReadError: for a document without text.
    """
    parts: list[str] = []
    shifts: list[int] = []
    sections: list[Section] = []
    length = 0
    for passage in bioc_document.passages:
        words = _passage_text(passage)
        gap = passage.offset - length
        padding = "" if gap == 0 and not parts else "\n" + " " * (gap - 1 if 1 < gap <= MAX_GAP else 0)
        if not parts and not 0 <= gap <= MAX_GAP:
            padding = ""
        parts += [padding, words]
        length += len(padding)
        shifts.append(length - passage.offset)
        title = string(passage.infons.get("section_title") or passage.infons.get("section_type") or "")
        if title and words:
            sections.append(Section(title, Span(length, length + len(words))))
        length += len(words)
    text = "".join(parts)
    if not text.strip():
        raise ReadError("has no text")
    return BioCText(_document(bioc_document, text, tuple(sections), source), tuple(shifts))


def _passage_text(passage: Any) -> str:
    """The passage's own text, or that of its sentences at their offsets.

    Raises:
        ReadError: for a sentence far behind the one before.
    """
    if passage.text:
        return well_formed(passage.text)
    text = ""
    for sentence in passage.sentences:
        gap = sentence.offset - passage.offset - len(text)
        if gap > MAX_SENTENCE_GAP:
            raise ReadError(f"a sentence begins more than {MAX_SENTENCE_GAP} characters after the one before")
        text += " " * gap + (sentence.text or "")
    return well_formed(text)


def _document(bioc_document: Any, text: str, sections: tuple[Section, ...], source: str) -> Document:
    infons = bioc_document.infons
    own = json.loads(infons.get("medkg") or "{}")
    return Document(
        id=_id(bioc_document),
        text=text,
        title=string(own.get("title", _title(bioc_document))),
        sections=parsed_sections(own.get("sections", ()), text) or sections,
        source=string(own.get("source", source)),
        year=_year(bioc_document),
        publication_types=tuple(map(string, own.get("publication_types", ()))),
        mesh_headings=tuple(map(string, own.get("mesh_headings", ()))),
        notices=tuple(map(string, own.get("notices", ()))),
        retracted=bool(own.get("retracted", False)),
        revision=string(own.get("revision", "")),
    )


def _id(bioc_document: Any) -> str:
    """PubMed Central's own files give the number of an article without ``PMC``, and say so in their first
    passage.
    """
    id = str(bioc_document.id or "")
    first = bioc_document.passages[0].infons if bioc_document.passages else {}
    if str(first.get("article-id_pmc", "")).removeprefix("PMC") == id.strip():
        return article_id(f"PMC{id.strip()}")
    return article_id(id)


def _title(bioc_document: Any) -> str:
    for passage in bioc_document.passages:
        kinds = {str(passage.infons.get(key, "")).lower() for key in ("type", "section_type")}
        if kinds & {"title", "front"}:
            return _passage_text(passage)
    return ""


def _year(bioc_document: Any) -> int | None:
    for infons in (bioc_document.infons, *(passage.infons for passage in bioc_document.passages[:1])):
        year = str(infons.get("year", "")).strip()
        if re.fullmatch(r"[0-9]{4}", year):
            return int(year)
    return None
