"""The names of a concept as rows of the index."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from medkg.linking.concept import Concept
from medkg.linking.names.acronyms import acronym_key, is_acronym
from medkg.linking.names.everyday import EVERYDAY
from medkg.linking.names.forms import forms

_LONGEST = 200


class Status(IntEnum):
    """How a name belongs to its concept."""

    PREFERRED = 0
    SYNONYM = 1
    RELATED = 2


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, its status, the keys under which it is found, and the form whose trigrams are indexed (may be
    empty).
    """

    name: str
    status: Status
    keys: tuple[str, ...]
    gram_form: str


def query_keys(text: str) -> tuple[str, ...]:
    """The keys to look ``text`` up with, strictest first; the first is an acronym's, ``=`` before it."""
    return tuple(dict.fromkeys((f"={acronym_key(text)}", *forms(text).levels())))


def name_rows(concept: Concept) -> Iterator[NameRow]:
    """The rows of ``concept``: one for each of its names that differs from the earlier ones in its plain
    form.
    """
    seen: set[str] = set()
    named = [(concept.name, Status.PREFERRED)]
    named += [(name, Status.SYNONYM) for name in concept.synonyms]
    named += [(name, Status.RELATED) for name in concept.related]
    for name, status in named:
        row = _row(name, status)
        if row and row.keys[0] not in seen:
            seen.add(row.keys[0])
            yield row


def _row(name: str, status: Status) -> NameRow | None:
    if len(name) > _LONGEST:
        return None
    if is_acronym(name):
        return NameRow(name, status, (f"={acronym_key(name)}",), "")
    read = forms(name)
    if not read.plain or read.plain in EVERYDAY:
        return None
    return NameRow(name, status, tuple(dict.fromkeys(read.levels())), read.bag)
