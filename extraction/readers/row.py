"""One record of a table as a document."""

import re
from collections.abc import Mapping

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.decoding import well_formed
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.identity import article_id, record_id
from medkg.extraction.readers.record import Row


def row_document(
    fields: Mapping[str, str], source: str, number: int, *, pubmed_id: bool = False
) -> Row | Failure:
    """The document of record ``number`` (from 1) of ``source``; ``fields`` has ``text`` and may have the
    other roles.

    The id is the ``id`` field (with ``pubmed_id``, of digits a PubMed id), or ``source#number``; a title goes
    on a line before the text, unless the text begins with it. A year that is not four digits is no year.
    Several publication types are parted by ``;`` or ``|``.
    """
    name = f"{source}#{number}"
    try:
        given = fields.get("id", "").strip()
        id = name
        if given:
            id = article_id(given) if pubmed_id else record_id(given, source)
        text = _lines(fields["text"])
        if not text.strip():
            raise ReadError("the text is empty")
    except ReadError as error:
        return Failure(name, "read", str(error))
    title = " ".join(_lines(fields.get("title", "")).split())
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    year = fields.get("year", "").strip()
    types = well_formed(fields.get("publication_types", ""))
    document = Document(
        id=id,
        text=text,
        title=title,
        source=source,
        publication_types=tuple(filter(None, map(str.strip, re.split(r"[;|]", types)))),
        year=int(year) if re.fullmatch(r"(1[5-9]|20)[0-9]{2}", year) else None,
    )
    return Row(document, name)


def _lines(text: str) -> str:
    return well_formed(text.replace("\r\n", "\n").replace("\r", "\n"))
