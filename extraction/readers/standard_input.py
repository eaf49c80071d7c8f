"""Standard input as a file, since it is read twice."""

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from medkg.extraction.readers.bounded import Limits
from medkg.extraction.readers.errors import ReadError

DASH = Path("-")


@contextmanager
def with_standard_input(paths: Iterable[Path], limits: Limits) -> Iterator[list[Path]]:
    """``paths`` with ``-`` as a temporary file called ``stdin``, which is deleted at the end.

    Raises:
        ReadError: if there is more than ``limits.total`` bytes.
    """
    given = list(paths)
    if DASH not in given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="medkg-"))
    try:
        spooled = folder / "stdin"
        _copy(sys.stdin.buffer, spooled, limits.total)
        yield [spooled if path == DASH else path for path in given]
    finally:
        shutil.rmtree(folder)


def _copy(stream: IO[bytes], path: Path, limit: int) -> None:
    total = 0
    with path.open("wb") as file:
        while chunk := stream.read(2**20):
            total += file.write(chunk)
            if total > limit:
                raise ReadError(f"standard input holds more than the {limit} bytes allowed")
