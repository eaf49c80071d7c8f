"""Concepts of an ontology in OBO format (version 1.2 and 1.4)."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import open_text

Stanza = dict[str, list[str]]

_SYNONYM = re.compile(r'"((?:[^"\\]|\\.)*)"\s*(EXACT|NARROW|BROAD|RELATED)?')
_ESCAPE = re.compile(r"\\(.)")
_RETIRED = re.compile(r"^obsolete\s+", re.IGNORECASE)


def stanzas(path: Path) -> Iterator[Stanza]:
    """The ``[Term]`` stanzas of ``path``: values by tag, in the order written.

    Raises:
        VocabularyError: if the file does not begin as OBO does.
    """
    with open_text(path) as lines:
        if not next(lines, "").startswith("format-version:"):
            raise VocabularyError(f"{path.name}: line 1 is no OBO header; 'format-version: 1.2' is required")
        stanza: Stanza | None = None
        for line in lines:
            if line.startswith("["):
                if stanza:
                    yield stanza
                stanza = {} if line.startswith("[Term]") else None
            elif stanza is not None and ": " in line:
                tag, _, value = line.rstrip("\n").partition(": ")
                stanza.setdefault(tag, []).append(value)
        if stanza:
            yield stanza


def obo_version(path: Path) -> str:
    """The ``data-version`` of ``path``, empty where it has none."""
    with open_text(path) as lines:
        for line in lines:
            if line.startswith("data-version:"):
                return line.partition(":")[2].strip()
            if line.startswith("["):
                break
    return ""


def concepts_of(stanza: Stanza, types: Callable[[str], tuple[str, ...]]) -> Iterator[Concept]:
    """The concept of ``stanza`` and one retired concept for each of its ``alt_id``; none without types and
    successor.
    """
    curie = canonical(stanza.get("id", [""])[0])
    if curie is None:
        return
    name = _RETIRED.sub("", stanza.get("name", [str(curie)])[0])
    if "is_obsolete" in stanza:
        successor = canonical(stanza.get("replaced_by", [""])[0])
        if successor:
            yield Concept(curie, name, (), replaced_by=successor)
        return
    kinds = types(str(curie))
    if not kinds:
        return
    exact, related = _synonyms(stanza)
    parents = tuple(parent for value in stanza.get("is_a", ()) if (parent := canonical(value.split(" ")[0])))
    xrefs = tuple(xref for value in stanza.get("xref", ()) if (xref := canonical(value.split(" ")[0])))
    yield Concept(curie, name, kinds, exact, parents, xrefs, None, related)
    for value in stanza.get("alt_id", ()):
        if (alternative := canonical(value)) is not None:
            yield Concept(alternative, name, (), replaced_by=curie)


def _synonyms(stanza: Stanza) -> tuple[tuple[str, ...], tuple[str, ...]]:
    exact: list[str] = []
    related: list[str] = []
    for value in stanza.get("synonym", ()):
        if match := _SYNONYM.match(value):
            text = _ESCAPE.sub(r"\1", match[1])
            (exact if match[2] == "EXACT" else related).append(text)
    return tuple(exact), tuple(related)


def read_obo(path: Path, types: tuple[str, ...]) -> Iterator[Concept]:
    """The concepts of ``path``, all of ``types``."""
    for stanza in stanzas(path):
        yield from concepts_of(stanza, lambda _: types)
