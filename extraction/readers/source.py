"""A named stream of bytes that can be opened again and again."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from medkg.extraction.readers.bounded import DEFAULT_LIMITS, Limits
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.unpacking import unpacked

HEAD_BYTES = 2**16


def open_bytes(path: Path) -> IO[bytes]:
    """The file at ``path``, opened for reading bytes."""
    return path.open("rb")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, or one member of an archive.

    ``name`` is what failures and made-up ids show: the file's name, below a folder its path from there, in an
    archive ``archive.zip/member.txt``. ``open_raw`` opens the packed bytes.
    """

    name: str
    open_raw: Callable[[], IO[bytes]]
    limits: Limits = DEFAULT_LIMITS

    def open(self) -> IO[bytes]:
        """The unpacked bytes from their start; the caller closes the stream."""
        return unpacked(self.open_raw(), self.limits)

    def head(self) -> bytes:
        """The first 64 KiB, unpacked."""
        with self.open() as stream:
            return stream.read(HEAD_BYTES)

    def read(self, limit: int) -> bytes:
        """Everything, unpacked.

        Raises:
            ReadError: if there are more than ``limit`` bytes.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise ReadError(f"holds more than the {limit} bytes allowed for one document")
        return data
