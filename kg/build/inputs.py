"""From what the user names to files."""

from collections.abc import Iterable
from pathlib import Path

from medkg.extraction.failure import Failure
from medkg.extraction.readers.decoding import encodable_name
from medkg.kg.build.errors import NoInputError
from medkg.kg.build.hashing import file_digest


def input_digests(inputs: Iterable[Path]) -> list[tuple[str, str]]:
    """Name and SHA-256 of each file in ``inputs``, files, folders and globs, as the readers find them.

    Names are printable (:func:`medkg.extraction.readers.decoding.encodable_name`).

    Raises:
        NoInputError: for an input that names no file, or none at all.
    """
    from medkg.extraction.readers.inputs import listed

    found = listed(inputs)
    if not found:
        raise NoInputError("no input was given; files, folders and glob patterns are allowed")
    return [_digest(entry) for entry in found]


def _digest(entry: tuple[str, Path] | Failure) -> tuple[str, str]:
    if isinstance(entry, Failure):
        raise NoInputError(f"input {entry.document!r}: {entry.error}")
    name, path = entry
    return encodable_name(name), file_digest(path)
