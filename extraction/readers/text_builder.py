"""A document's text, put together line by line with its sections."""

from medkg.extraction.document import Section
from medkg.extraction.span import Span


class TextBuilder:
    """Lines of text, each on a line of its own, and where the titled sections lie in them."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._sections: list[Section] = []

    def add(self, line: str, *, label: str = "") -> None:
        """Add a line; with a ``label``, as ``LABEL: line`` and as a section that spans the line after its
        label.
        """
        if not line:
            return
        start = self._length
        prefix = f"{label}: " if label else ""
        self._lines.append(prefix + line)
        self._length += len(prefix) + len(line) + 1
        if label:
            self._sections.append(Section(label, Span(start + len(prefix), self._length - 1)))

    @property
    def position(self) -> int:
        """Where the next line will start."""
        return self._length

    def section(self, title: str, start: int) -> None:
        """Note that the section ``title`` goes from ``start`` to the last line, if there is one."""
        if title and self._length - 1 > start:
            self._sections.append(Section(title, Span(start, self._length - 1)))

    @property
    def text(self) -> str:
        return "\n".join(self._lines)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections by where they start, an outer one before those in it."""
        numbered = enumerate(self._sections)
        ordered = sorted(numbered, key=lambda item: (item[1].span.start, -item[1].span.end, -item[0]))
        return tuple(section for _, section in ordered)
