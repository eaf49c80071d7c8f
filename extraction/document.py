"""Documents: a text with its identity and where it comes from."""

from dataclasses import dataclass

from medkg.extraction.assertion import Assertion
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a document, such as a labelled part of an abstract; ``title`` as printed."""

    title: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text to extract from.

    ``id`` is unique in a build (``PMID:123``, ``PMC:PMC123``, or file name and record). ``text`` holds the
    title (first line, where there is one) and the body; every offset counts its characters (Unicode code
    points). ``source`` names the file it was read from (its name, without folders). ``revision`` orders
    versions of one id as strings (ISO date or number): the greatest is the newest. ``retracted`` says that a
    retraction notice names it.
    """

    id: str
    text: str
    title: str = ""
    sections: tuple[Section, ...] = ()
    source: str = ""
    year: int | None = None
    publication_types: tuple[str, ...] = ()
    mesh_headings: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    retracted: bool = False
    revision: str = ""

    def mention(
        self,
        span: Span,
        type: str,
        *,
        score: float = 1.0,
        assertion: Assertion | None = None,
        extractor: str = "gold",
        identifiers: tuple[str, ...] = (),
    ) -> Mention:
        """The mention of ``type`` at ``span``.

        Raises:
            ValueError: if the span reaches past the text.
        """
        if span.end > len(self.text):
            raise ValueError(
                f"span {span.start}:{span.end} reaches past document {self.id} ({len(self.text)} characters)"
            )
        return Mention(
            document=self.id,
            span=span,
            text=span.slice(self.text),
            type=type,
            score=score,
            assertion=assertion or Assertion(),
            extractor=extractor,
            identifiers=identifiers,
        )
