"""Bytes to characters: UTF-8, UTF-16 with a byte order mark, and Windows-1252 for what is neither."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import IO

from medkg.extraction.readers.errors import ReadError

MAX_LINE_BYTES = 2**28
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SURROGATES = re.compile("[\ud800-\udfff]")


def decoded(data: bytes) -> str:
    """``data`` as text; line ends and everything else are kept, a byte order mark is dropped.

    UTF-16 is used where a byte order mark says so. What is not valid UTF-8 is taken for Windows-1252, its
    five unused bytes become U+FFFD.
    """
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", errors="replace")
    return _utf8_or_1252(data.removeprefix(codecs.BOM_UTF8))


def decoded_lines(stream: IO[bytes]) -> Iterator[str]:
    """The lines of ``stream`` with their ends, each decoded as :func:`decoded` does, so one bad byte costs a
    line.

    Raises:
        ReadError: for a line of more than 256 MiB.
    """
    line = stream.readline(MAX_LINE_BYTES)
    if line.startswith(UTF16_MARKS):
        yield from _utf16_lines(line, stream)
        return
    line = line.removeprefix(codecs.BOM_UTF8)
    while line:
        if len(line) == MAX_LINE_BYTES:
            raise ReadError(f"a line is longer than the {MAX_LINE_BYTES} bytes allowed")
        yield _utf8_or_1252(line)
        line = stream.readline(MAX_LINE_BYTES)


def _utf8_or_1252(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def well_formed(text: str) -> str:
    """``text`` with lone surrogates, which no encoding can hold, as U+FFFD; the length stays."""
    return SURROGATES.sub("\ufffd", text)


def encodable_name(name: str) -> str:
    r"""A file's ``name`` with its lone surrogates, which stand for bytes that are not UTF-8, written out.

    >>> encodable_name("caf\udce9.txt")
    'caf\\udce9.txt'
    """
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def string(value: object) -> str:
    """``value`` as a well-formed string."""
    return well_formed(str(value))


def same_words(left: str, right: str) -> bool:
    """Whether two texts differ in white space only."""
    return left == right or left.split() == right.split()


def _utf16_lines(first: bytes, stream: IO[bytes]) -> Iterator[str]:
    encoding = "utf-16-le" if first.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    pending = decoder.decode(first[2:])
    while chunk := stream.read(2**16):
        *lines, pending = (pending + decoder.decode(chunk)).split("\n")
        yield from (f"{line}\n" for line in lines)
        if len(pending) > MAX_LINE_BYTES:
            raise ReadError(f"a line is longer than the {MAX_LINE_BYTES} characters allowed")
    yield from io.StringIO(pending + decoder.decode(b"", final=True), newline="\n")
