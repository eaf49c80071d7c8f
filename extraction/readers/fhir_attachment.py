"""The words of FHIR attachments (hl7.org/fhir/datatypes.html#Attachment): plain text and HTML, in base64."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from email.message import Message
from typing import Any

from inscriptis import get_text

from medkg.extraction.readers.decoding import decoded
from medkg.extraction.readers.errors import ReadError

PLAIN = "text/plain"
MARKED = ("text/html", "application/xhtml+xml")
READ = (PLAIN, *MARKED)


def attached_text(attachments: Sequence[Mapping[str, Any]]) -> str:
    """The words of a note that is attached in one form or several; plain text goes before HTML.

    Raises:
        ReadError: if no form holds its words in the file, or none is of a type that is read.
    """
    held = [item for item in attachments if isinstance(item.get("data"), str)]
    if not held:
        elsewhere = any("url" in item for item in attachments)
        raise ReadError("holds an address of its text, not the text" if elsewhere else "holds no text")
    typed = sorted(
        ((_content_type(item), item) for item in held), key=lambda pair: (*READ, pair[0]).index(pair[0])
    )
    header, item = typed[0]
    if header not in READ:
        raise ReadError(f"holds its text in another form than {', '.join(READ)}")
    text = _characters(_bytes(item["data"]), _header(item).get_content_charset())
    return text if header == PLAIN else _without_marks(text)


def _header(item: Mapping[str, Any]) -> Message:
    message = Message()
    message["content-type"] = " ".join(str(item.get("contentType") or PLAIN).split())
    return message


def _content_type(item: Mapping[str, Any]) -> str:
    return _header(item).get_content_type()


def _bytes(data: str) -> bytes:
    try:
        return base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReadError("holds data that is not base64") from error


def _characters(data: bytes, charset: str | None) -> str:
    if b"\0" in data and not charset:
        raise ReadError("holds a binary file, not text")
    try:
        return data.decode(charset) if charset else decoded(data)
    except (LookupError, ValueError):
        return decoded(data)


def _without_marks(text: str) -> str:
    """The words of HTML as a browser lays them out, without lines that are empty."""
    try:
        laid_out = get_text(text)
    except (RecursionError, ValueError) as error:
        raise ReadError("holds HTML that cannot be read") from error
    return "\n".join(line.strip() for line in laid_out.split("\n") if line.strip())
