"""Compressed streams, recognised by their first bytes."""

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable
from typing import IO, cast

from medkg.extraction.readers.bounded import BoundedReader, Limits

GZIP = b"\x1f\x8b"
XZ = b"\xfd7zXZ\x00"
BZIP2 = b"BZh"
ZIP = b"PK\x03\x04"

OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    GZIP: lambda raw: cast(IO[bytes], gzip.GzipFile(fileobj=raw)),
    XZ: lzma.LZMAFile,
    BZIP2: bz2.BZ2File,
}

UNPACK_ERRORS = (EOFError, OSError, lzma.LZMAError, zlib.error)
"""What a damaged or cut-off compressed stream raises while it is read."""


def unpacked(raw: IO[bytes], limits: Limits) -> IO[bytes]:
    """``raw`` (seekable, at its start) as plain bytes: gzip, xz and bzip2 are undone, all else is given as it
    is.

    Reading from the result raises :class:`ReadError` beyond ``limits`` and one of :data:`UNPACK_ERRORS` for
    damaged data.
    """
    head = raw.read(6)
    raw.seek(0)
    for magic, opener in OPENERS.items():
        if head.startswith(magic):
            return io.BufferedReader(BoundedReader(opener(raw), raw.tell, limits, beneath=raw), 2**16)
    return raw
