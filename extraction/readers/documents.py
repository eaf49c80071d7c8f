"""Documents from files of any format."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers.bounded import DEFAULT_LIMITS, Limits
from medkg.extraction.readers.columns import DEFAULT_COLUMNS, Columns
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.formats import FORMATS, read_source
from medkg.extraction.readers.inputs import sources
from medkg.extraction.readers.newest import newest, refusal
from medkg.extraction.readers.record import Deletion, Record, document_of
from medkg.extraction.readers.standard_input import with_standard_input


def read_documents(
    paths: Iterable[Path],
    *,
    format: str | None = None,
    columns: Columns = DEFAULT_COLUMNS,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Document | Failure]:
    """The documents in ``paths``, each once, and a failure for each record or file that could not be read.

    ``paths`` are files, folders (with all below them), globs and ``-`` for standard input; gzip, xz, bzip2,
    zip and tar are undone, as far as ``limits`` allow. ``format`` is one of :data:`FORMATS`; without it each
    file's content tells. ``columns`` names the columns of tables. The order is that of the names of the
    files, whatever the order in ``paths``. The files are read twice: for ids and revisions, then for the
    documents, so that memory stays flat and the newest revision of an id is the one that is read
    (:func:`newest`). A row of a table or of JSON lines whose id a row before has is a failure, unless their
    texts are equal.

    Raises:
        ValueError: for an unknown format.
    """
    if format is not None and format not in FORMATS:
        raise ValueError(f"format {format!r} is not allowed; {', '.join(FORMATS)} are")
    return _read(paths, format, columns, limits)


def _read(
    paths: Iterable[Path], format: str | None, columns: Columns, limits: Limits
) -> Iterator[Document | Failure]:
    try:
        with with_standard_input(paths, limits) as files:
            chosen = newest(_records(files, format, columns, limits))
            for position, record in enumerate(_records(files, format, columns, limits)):
                if isinstance(record, Failure):
                    yield record
                elif isinstance(record, Deletion):
                    continue
                elif position in chosen.repeated:
                    yield refusal(record, chosen.repeated[position])
                elif position in chosen.documents:
                    yield document_of(record)
    except ReadError as error:
        yield Failure("-", "read", str(error))


def _records(files: Sequence[Path], format: str | None, columns: Columns, limits: Limits) -> Iterator[Record]:
    for source in sources(files, limits=limits):
        if isinstance(source, Failure):
            yield source
        else:
            yield from read_source(source, format, columns)
