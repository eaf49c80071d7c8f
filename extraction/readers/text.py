"""Plain text: one file, one document."""

from collections.abc import Iterator

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.decoding import decoded
from medkg.extraction.readers.record import Record
from medkg.extraction.readers.source import Source

MAX_TEXT_BYTES = 2**26


def read_text(source: Source) -> Iterator[Record]:
    """The file as one document, its line ends as ``\\n``; the id is the source's name.

    Raises:
        ReadError: for more than 64 MiB.
    """
    text = decoded(source.read(MAX_TEXT_BYTES)).replace("\r\n", "\n").replace("\r", "\n")
    if text.strip():
        yield Document(id=source.name, text=text, source=source.name)
    else:
        yield Failure(source.name, "read", "the text is empty")
