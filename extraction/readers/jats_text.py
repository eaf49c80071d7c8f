"""The blocks of a JATS body or abstract, as lines of text."""

import html
import re

from lxml import etree

from medkg.extraction.readers.jats_elements import BLOCKS, LEFT_OUT
from medkg.extraction.readers.text_builder import TextBuilder
from medkg.extraction.readers.xml_records import local_name
from medkg.extraction.readers.xml_text import plain_text, words

NUMBERED_CITATION = re.compile(r"[\s\d,;*†‡§\[\]()\u2013\u2014-]*")
EMPTY_BRACKETS = re.compile(r"\s*(?:\[[\s,;\u2013\u2014-]*\]|\([\s,;\u2013\u2014-]*\))")


def add_blocks(builder: TextBuilder, element: etree._Element, *, title: str = "") -> None:
    """Add the paragraphs, titles and captions in ``element`` to ``builder``, and its sections by their
    titles.

    ``title`` names the section of an element that does not carry a title of its own.
    """
    start = builder.position
    _Walker(builder).walk(element)
    own = element.find("title")
    builder.section(title if own is None else _title(own), start)


class _Walker:
    """Gathers running text and ends a line where a block begins or ends."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._parts: list[str] = []

    def walk(self, element: etree._Element) -> None:
        """Add everything in ``element``."""
        self._inside(element)
        self._end_line()

    def _inside(self, element: etree._Element) -> None:
        self._parts.append(element.text or "")
        for child in element:
            self._child(child)
            self._parts.append(child.tail or "")

    def _child(self, child: etree._Element) -> None:
        name = local_name(child)
        if isinstance(child, etree._Entity):
            self._parts.append(html.unescape(child.text or ""))
        elif name in BLOCKS:
            self._block(child, name)
        elif name == "break":
            self._parts.append(" ")
        elif name and name not in LEFT_OUT and not _is_citation_number(child, name):
            self._inside(child)

    def _block(self, element: etree._Element, name: str) -> None:
        self._end_line()
        start = self._builder.position
        self._inside(element)
        self._end_line()
        title = element.find("title")
        if name == "sec" and title is not None:
            self._builder.section(_title(title), start)

    def _end_line(self) -> None:
        line = EMPTY_BRACKETS.sub("", words("".join(self._parts)))
        self._parts.clear()
        self._builder.add(line)


def _title(element: etree._Element) -> str:
    return plain_text(element, leave_out=lambda child: _is_citation_number(child, local_name(child)))


def _is_citation_number(element: etree._Element, name: str) -> bool:
    if name == "sup" and len(element) and not words(element.text or ""):
        return all(_is_citation_number(child, local_name(child)) for child in element)
    if name != "xref" or element.get("ref-type") not in ("bibr", "fn", "table-fn"):
        return False
    return bool(NUMBERED_CITATION.fullmatch("".join(element.itertext())))
