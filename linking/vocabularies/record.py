"""What readers of vocabularies yield: concepts, statements of equivalence, and what they refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from medkg.linking.concept import Concept
from medkg.linking.equivalence import Equivalence

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


Record = Concept | Equivalence | Refused


def checked(concept: Concept, file: str, line: int) -> Iterator[Concept | Refused]:
    """``concept`` without those of its names that nobody can mean, each of which is told as refused.

    A name needs a letter or digit and at most :data:`LONGEST_NAME` characters. Without a preferred name
    that is one there is no concept.
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
    return "" if any(map(str.isalnum, name)) else "has no letter or digit"


def _what(name: str) -> str:
    return f"name {name[:30] + ' …' if len(name) > 30 else name!r}"
