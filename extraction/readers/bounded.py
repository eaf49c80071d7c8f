"""Streams that stop a decompression bomb."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from medkg.extraction.readers.errors import ReadError

GIB = 2**30
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one input may unpack to.

    ``total`` is in bytes. ``ratio`` is unpacked bytes for each packed byte; it is looked at after ``free``
    bytes only, because short repetitive files pack well (PubMed files reach about 15, a bomb about 1000).
    """

    total: int = 16 * GIB
    ratio: int = 200
    free: int = 64 * MIB


DEFAULT_LIMITS = Limits()


class BoundedReader(io.RawIOBase):
    """Reads from ``stream`` and refuses what unpacks beyond ``limits``.

    ``packed`` tells the packed bytes that were used so far; ``beneath`` is closed with it.
    """

    def __init__(
        self,
        stream: IO[bytes],
        packed: Callable[[], int],
        limits: Limits,
        *,
        beneath: IO[bytes] | None = None,
    ) -> None:
        self._stream = stream
        self._beneath = beneath
        self._packed = packed
        self._limits = limits
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._total += len(data)
        self._check()
        return len(data)

    def close(self) -> None:
        self._stream.close()
        if self._beneath is not None:
            self._beneath.close()
        super().close()

    def _check(self) -> None:
        limits = self._limits
        if self._total > limits.total:
            raise ReadError(f"unpacks to more than the {limits.total} bytes allowed")
        if self._total > limits.free and self._total > limits.ratio * max(self._packed(), 1):
            raise ReadError(
                f"unpacks more than {limits.ratio} times its size, which only a decompression bomb does"
            )
