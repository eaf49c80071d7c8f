"""Lines with slots, such as "c/o {Symptom}"."""

import re
from collections.abc import Callable

from medkg.extraction.span import Span

_SLOT = re.compile(r"\{(\w+)\}")


def filled(text: str, line: str, fill: Callable[[str], str]) -> tuple[str, list[tuple[Span, str]]]:
    """``text`` with ``line`` after it, each slot filled by its name; and where each filling stands, with the
    slot's name.
    """
    spans, done = [], 0
    for slot in _SLOT.finditer(line):
        text += line[done : slot.start()]
        word = fill(slot.group(1))
        spans.append((Span(len(text), len(text) + len(word)), slot.group(1)))
        text, done = text + word, slot.end()
    return text + line[done:], spans
