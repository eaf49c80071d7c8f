"""From paths to sources: files, folders, globs and archives, in a fixed order."""

import glob
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from medkg.extraction.failure import Failure
from medkg.extraction.readers.archives import is_tar, is_zip, tar_members, zip_members
from medkg.extraction.readers.bounded import DEFAULT_LIMITS, Limits
from medkg.extraction.readers.decoding import encodable_name
from medkg.extraction.readers.source import Source, open_bytes
from medkg.extraction.readers.source_errors import SOURCE_ERRORS, described


def sources(paths: Iterable[Path], *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Source | Failure]:
    """Every file that ``paths`` name, archives opened, sorted by name; hidden files in folders are left out.

    A folder is walked to its leaves, a path with ``*``, ``?`` or ``[`` that is no file is a glob (``**``
    too). A source's stream is good until the next source is asked for. What cannot be opened is a failure.
    """
    for found in listed(paths):
        if isinstance(found, Failure):
            yield found
        else:
            name, path = found
            yield from expanded(Source(name, partial(open_bytes, path), limits))


def expanded(source: Source) -> Iterator[Source | Failure]:
    """``source`` itself, or the members of the archive that it is."""
    try:
        head = source.head()
        if is_zip(head):
            yield from zip_members(source)
        elif is_tar(head):
            yield from tar_members(source)
        else:
            yield source
    except SOURCE_ERRORS as error:
        yield Failure(source.name, "read", described(error))


def listed(paths: Iterable[Path]) -> list[tuple[str, Path] | Failure]:
    """Names and paths of the files, sorted by name, each file once.

    A name is the path below the folder that was given, else the file's name; names that would stand twice get
    the names of their folders before them until they differ. A byte of a name that is not UTF-8 is written
    out, as ``\\udce9``.
    """
    missing: list[tuple[str, Path] | Failure] = []
    found: dict[Path, str] = {}
    for path in paths:
        files = list(_files(path))
        if not files:
            name = encodable_name(str(path))
            missing.append(Failure(name, "read", "no such file, or a folder or glob without files"))
        for file, name in files:
            found.setdefault(file.resolve(), name)
    return [*missing, *sorted((encodable_name(name), path) for path, name in _distinct(found).items())]


def _files(path: Path) -> Iterator[tuple[Path, str]]:
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            below = file.relative_to(path)
            if file.is_file() and not any(part.startswith(".") for part in below.parts):
                yield file, below.as_posix()
    elif path.exists():
        yield path, path.name
    elif glob.has_magic(str(path)):
        pattern = path.relative_to(path.anchor)
        for match in sorted(Path(path.anchor).glob(str(pattern))):
            if match.is_file():
                yield match, match.name


def _distinct(found: dict[Path, str]) -> dict[Path, str]:
    names = dict(found)
    depth = 1
    while clashes := [name for name, count in Counter(names.values()).items() if count > 1]:
        depth += 1
        for path, name in names.items():
            if name in clashes:
                names[path] = "/".join(path.parts[-max(depth, name.count("/") + 2) :]).lstrip("/")
    return names
