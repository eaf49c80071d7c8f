"""The members of zip and tar archives, one at a time."""

import io
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from medkg.extraction.failure import Failure
from medkg.extraction.readers.bounded import BoundedReader, Limits
from medkg.extraction.readers.decoding import encodable_name
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.source import Source, open_bytes
from medkg.extraction.readers.source_errors import SOURCE_ERRORS, described
from medkg.extraction.readers.unpacking import ZIP

IN_MEMORY_BYTES = 2**24


def is_zip(head: bytes) -> bool:
    return head.startswith(ZIP)


def is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def zip_members(source: Source) -> Iterator[Source | Failure]:
    """The files in a zip archive, sorted by name; one that is damaged or beyond the limits costs itself.

    Raises:
        ReadError: for an Office document.
    """
    with source.open_raw() as raw, zipfile.ZipFile(raw) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            raise ReadError("is an Office document; save it as CSV or text")
        for info in sorted(archive.infolist(), key=lambda info: info.filename):
            if not info.is_dir() and not _hidden(info.filename):
                yield from _zip_member(archive, info, f"{source.name}/{info.filename}", source.limits)


def _zip_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits
) -> Iterator[Source | Failure]:
    try:
        with archive.open(info) as member:
            bounded = BoundedReader(member, lambda: max(info.compress_size, 1), limits)
            yield from _spooled(name, bounded, limits)
    except SOURCE_ERRORS as error:
        yield Failure(name, "read", described(error))


def tar_members(source: Source) -> Iterator[Source]:
    """The regular files of a tar archive, packed or not, in their order; links and devices are left out."""
    with source.open() as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            member = archive.extractfile(info) if info.isreg() else None
            if member is not None and not _hidden(info.name):
                yield from _spooled(f"{source.name}/{encodable_name(info.name)}", member, source.limits)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/") if part not in (".", ".."))


def _spooled(name: str, member: IO[bytes] | io.RawIOBase, limits: Limits) -> Iterator[Source]:
    """The member as a source that can be opened again, until the next one is asked for."""
    first = _read(member, IN_MEMORY_BYTES)
    if len(first) < IN_MEMORY_BYTES:
        yield Source(name, partial(io.BytesIO, first), limits)
        return
    with tempfile.TemporaryDirectory(prefix="medkg-") as folder:
        path = Path(folder, "member")
        with path.open("wb") as file:
            total = 0
            while first:
                total += file.write(first)
                if total > limits.total:
                    raise ReadError(f"unpacks to more than the {limits.total} bytes allowed")
                first = _read(member, IN_MEMORY_BYTES)
        yield Source(name, partial(open_bytes, path), limits)


def _read(member: IO[bytes] | io.RawIOBase, size: int) -> bytes:
    parts = []
    while size > 0 and (part := member.read(min(size, 2**20))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
