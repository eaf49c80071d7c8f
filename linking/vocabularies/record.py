"""What readers of vocabularies yield: concepts and where they stand, statements of equivalence, and what they
refused.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ParamSpec

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.equivalence import Equivalence

Arguments = ParamSpec("Arguments")

LONGEST_NAME = 2_000
"""Characters of a name above which it is no name; the longest chemical names of MeSH have about 1,000."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record or name that was left out: where it stands (``line`` from 1; 0 for the file as a whole) and
    why.
    """

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file} line {self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the concept ``curie`` stands that was read just before, and what it says to be above it."""

    curie: Curie
    parents: tuple[Curie, ...]
    file: str
    line: int


Record = Concept | Equivalence | Placed | Refused
Made = Concept | Equivalence | None


def attempted(
    file: str,
    line: int,
    make: Callable[Arguments, Made],
    *given: Arguments.args,
    **named: Arguments.kwargs,
) -> Iterator[Record]:
    """What ``make`` makes of what is ``given``, checked; where it raises ValueError, the record is refused
    for that reason.
    """
    try:
        made = make(*given, **named)
    except ValueError as error:
        yield Refused(file, line, str(error))
        return
    if isinstance(made, Concept):
        yield from checked(made, file, line)
    elif made is not None:
        yield made


def checked(concept: Concept, file: str, line: int) -> Iterator[Concept | Placed | Refused]:
    """``concept`` without those of its names that nobody can mean, each of which is told as refused.

    A name needs a letter or digit and at most :data:`LONGEST_NAME` characters, all of them whole and none of
    them NUL. Without a preferred name that is one there is no concept.
    """
    wrong = {name: reason for name in _names(concept) if (reason := _fault(name))}
    for name, reason in wrong.items():
        yield Refused(file, line, f"{concept.curie}: {_what(name)} {reason}")
    if concept.name in wrong:
        return
    if wrong:
        concept = replace(
            concept,
            synonyms=tuple(name for name in concept.synonyms if name not in wrong),
            related=tuple(name for name in concept.related if name not in wrong),
        )
    yield concept
    if not concept.replaced_by:
        yield Placed(concept.curie, concept.parents, file, line)


def unreadable(text: str) -> str:
    """What in ``text``, read by :func:`medkg.linking.vocabularies.tables.open_text`, is no UTF-8; nothing
    where all of it is.
    """
    if text.isascii():
        return ""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        found = ord(text[error.start])
        what = (
            f"byte 0x{found - 0xDC00:02X}" if 0xDC80 <= found <= 0xDCFF else f"half a character, {found:#x},"
        )
        return f"{what} is not UTF-8, which is required"
    return ""


def only_concepts(records: Iterable[Record]) -> Iterator[Concept]:
    """The concepts among ``records``."""
    return (record for record in records if isinstance(record, Concept))


def _names(concept: Concept) -> Iterator[str]:
    if not concept.replaced_by:
        yield concept.name
    yield from concept.synonyms
    yield from concept.related


def _fault(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return f"has {len(name):,} characters; at most {LONGEST_NAME:,} are allowed"
    if "\x00" in name:
        return "has a NUL character, which is not allowed"
    if reason := unreadable(name):
        return f"cannot be read: {reason}"
    return "" if any(map(str.isalnum, name)) else "has no letter or digit"


def _what(name: str) -> str:
    return f"name {name[:30] + ' …' if len(name) > 30 else name!r}"
