"""The names of a concept as rows of the index."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import IntEnum

from medkg.linking.concept import Concept
from medkg.linking.names.acronyms import acronym_key, is_acronym
from medkg.linking.names.everyday import EVERYDAY
from medkg.linking.names.forms import Forms, forms
from medkg.linking.names.word_classes import POSSESSIVES

_LONGEST_NEAR = 200


class Status(IntEnum):
    """How a name belongs to its concept."""

    PREFERRED = 0
    SYNONYM = 1
    RELATED = 2
    ANNOTATED = 3


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name, its status, the keys under which it is found, the form whose trigrams are indexed (may be
    empty, as for names of more than 200 characters), and in how many annotated documents it meant its
    concept.
    """

    name: str
    status: Status
    keys: tuple[str, ...]
    gram_form: str
    usage: int = 0


def query_keys(text: str) -> tuple[str, ...]:
    """The keys to look ``text`` up with, strictest first; the first is an acronym's, ``=`` before it."""
    return tuple(dict.fromkeys((f"={acronym_key(text)}", *forms(text).levels())))


def name_rows(concept: Concept) -> Iterator[NameRow]:
    """The rows of ``concept``: one for each of its names that differs from the earlier ones in its plain
    form.
    """
    rows: dict[str, NameRow] = {}
    named = [(concept.name, Status.PREFERRED)]
    named += [(name, Status.SYNONYM) for name in concept.synonyms]
    named += [(name, Status.RELATED) for name in concept.related]
    for name, status in named:
        if row := _row(name, status):
            rows.setdefault(row.keys[0], row)
    for name, documents in concept.usage:
        if row := _row(name, Status.ANNOTATED):
            known = rows.get(row.keys[0], row)
            rows[row.keys[0]] = replace(known, usage=known.usage + documents)
    yield from rows.values()


def _row(name: str, status: Status) -> NameRow | None:
    if is_acronym(name):
        return NameRow(name, status, (f"={acronym_key(name)}",), "")
    read = forms(name)
    if not read.plain or _is_everyday(read):
        return None
    keys = tuple(dict.fromkeys(filter(None, read.of_name())))
    return NameRow(name, status, keys, _gram_form(name, read))


def _is_everyday(read: Forms) -> bool:
    """Whether a name is an everyday word, or says of a disease or the like only whose it is ("her
    disease").
    """
    return read.plain in EVERYDAY or (read.is_hollow() and not POSSESSIVES.isdisjoint(read.plain.split()))


def _gram_form(name: str, read: Forms) -> str:
    """The form of ``name`` whose trigrams are indexed; none for a name so long that it is near to
    anything.
    """
    if len(name) > _LONGEST_NEAR:
        return ""
    return read.bag if read.bag in read.of_name() else read.plain
