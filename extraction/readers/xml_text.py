"""The running text of XML elements."""

import html
from collections.abc import Callable

from lxml import etree

from medkg.extraction.readers.decoding import well_formed
from medkg.extraction.readers.xml_records import local_name

FORMULA_SOURCES = frozenset({"annotation", "annotation-xml", "tex-math"})


def words(text: str) -> str:
    """``text`` with single spaces between its words and none around them."""
    return well_formed(" ".join(text.split()))


def plain_text(
    element: etree._Element | None, *, leave_out: Callable[[etree._Element], bool] | None = None
) -> str:
    """The words of an element and all inside it; "" for None.

    Inline marks (italics, subscripts) do not part words, a ``break`` does. Comments, processing instructions,
    TeX sources of formulae and what ``leave_out`` accepts are left out. A named character that the file's DTD
    would define, such as ``&alpha;``, is taken from HTML.
    """
    if element is None:
        return ""
    parts: list[str] = []
    _collect(element, parts, leave_out or _nothing)
    return words("".join(parts))


def _nothing(element: etree._Element) -> bool:
    return False


def _collect(element: etree._Element, parts: list[str], leave_out: Callable[[etree._Element], bool]) -> None:
    parts.append(element.text or "")
    for child in element:
        if isinstance(child, etree._Entity):
            parts.append(html.unescape(child.text or ""))
        elif local_name(child) == "break":
            parts.append(" ")
        elif local_name(child) and local_name(child) not in FORMULA_SOURCES and not leave_out(child):
            _collect(child, parts, leave_out)
        parts.append(child.tail or "")
