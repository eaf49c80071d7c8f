"""NLM's Rich Release Format (UMLS Reference Manual, chapter 3): fields ended by ``|``, no header."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.record import Refused, unreadable
from medkg.linking.vocabularies.source import VocabularyError

NAMES, TYPES, RELATIONS = 18, 6, 16
"""Fields of a row of MRCONSO and RXNCONSO, of MRSTY and RXNSTY, of MRREL and RXNREL."""

ATOM_LANGUAGE, ATOM_TERM_STATUS, ATOM_STRING_TYPE, ATOM_PREFERRED = 1, 2, 4, 6
ATOM_SOURCE, ATOM_TERM_TYPE, ATOM_CODE, ATOM_TEXT, ATOM_SUPPRESSED = 11, 12, 13, 14, 16
"""Places in a row of names: LAT, TS, STT, ISPREF, SAB, TTY, CODE, STR, SUPPRESS; the first is the concept."""

FIRST, RELATION, SECOND, RELATION_LABEL = 0, 3, 4, 7
"""Places in a row of relations: CUI1, REL, CUI2, RELA; the second stands in the relation to the first."""

RrfRow = tuple[int, list[str]]


def rrf_file(files: Iterable[Path], name: str) -> Path | None:
    """The one of ``files`` whose name holds ``name`` in either case."""
    return next((path for path in files if name in path.name.upper()), None)


def required_file(files: Iterable[Path], name: str, vocabulary: str) -> Path:
    """The one of ``files`` whose name holds ``name``.

    Raises:
        VocabularyError: if none does.
    """
    paths = list(files)
    found = rrf_file(paths, name)
    if found is None:
        raise VocabularyError(f"{vocabulary}: no file {name}.RRF among {[path.name for path in paths]}")
    return found


def rrf_rows(path: Path, fields: int, refused: list[Refused]) -> Iterator[RrfRow]:
    """The rows of ``path`` with the numbers of their lines; one that cannot be read, or with another
    number of fields, goes to ``refused``.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\r\n").split("|")
            reason = unreadable(line)
            if len(row) != fields + 1 or row[-1]:
                reason = f"{len(row) - 1} fields ended by '|'; {fields} are required"
            if reason:
                refused.append(Refused(path.name, number, reason))
            else:
                yield number, row
