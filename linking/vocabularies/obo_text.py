"""Terms of an ontology in OBO format (1.2 and 1.4), parsed by fastobo one stanza at a time.

So a line that is malformed costs itself and not the file, and is told with its number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medkg.linking.curie import Curie
from medkg.linking.prefixes import canonical
from medkg.linking.vocabularies.identifiers import of_uri, required
from medkg.linking.vocabularies.obo_term import Term
from medkg.linking.vocabularies.opened import open_text
from medkg.linking.vocabularies.record import Refused, unreadable
from medkg.linking.vocabularies.source import VocabularyError

_READ = frozenset(
    {"id", "name", "synonym", "xref", "is_a", "alt_id", "is_obsolete", "replaced_by", "property_value"}
)
_TAG = re.compile(r"([A-Za-z0-9_-]+):(?: |$)")
_EXACT_MATCH = re.compile(r"^(?:skos:|http://www\.w3\.org/2004/02/skos/core#)?exactMatch$")
_EQUIVALENT = "MONDO:equivalentTo"


@dataclass(slots=True)
class _Stanza:
    """The lines of a ``[Term]`` that are read, each with its number."""

    line: int
    lines: list[tuple[int, str]] = field(default_factory=list)


def obo_terms(path: Path) -> Iterator[Term | Refused]:
    """The terms of ``path`` in the order written.

    Raises:
        VocabularyError: if the file does not begin as OBO does.
    """
    for stanza in _stanzas(path):
        if isinstance(stanza, Refused):
            yield stanza
        else:
            yield from _term(path.name, stanza)


def _stanzas(path: Path) -> Iterator[_Stanza | Refused]:
    with open_text(path) as lines:
        if not next(lines, "").startswith("format-version:"):
            raise VocabularyError(f"{path.name}: line 1 is no OBO header; 'format-version: 1.2' is required")
        stanza: _Stanza | None = None
        for number, line in enumerate(lines, 2):
            if line.startswith("["):
                if stanza:
                    yield stanza
                stanza = _Stanza(number) if line.startswith("[Term]") else None
            elif stanza is not None and line.strip() and not line.startswith("!"):
                tag = _TAG.match(line)
                if reason := unreadable(line):
                    yield Refused(path.name, number, reason)
                elif tag is None:
                    yield Refused(path.name, number, f"{line.strip()[:60]!r} is no 'tag: value'")
                elif tag[1] in _READ and (tag[1] != "property_value" or "exactMatch" in line):
                    stanza.lines.append((number, line if line.endswith("\n") else line + "\n"))
        if stanza:
            yield stanza


def _term(file: str, stanza: _Stanza) -> Iterator[Term | Refused]:
    try:
        frame = _parsed(text for _, text in stanza.lines)
    except SyntaxError:
        faults = {number: fault for number, text in stanza.lines if (fault := _fault(text))}
        yield from (Refused(file, number, fault) for number, fault in faults.items())
        left = [(number, text) for number, text in stanza.lines if number not in faults]
        if any(text.startswith("id:") for _, text in left) and faults:
            yield from _term(file, _Stanza(stanza.line, left))
        elif not faults:
            yield Refused(file, stanza.line, "the term has no id, or its lines do not go together")
        return
    try:
        term = _read(str(frame.id), frame, file, stanza.line)
    except ValueError as error:
        yield Refused(file, stanza.line, str(error))
        return
    yield from _lost_parents(file, stanza)
    yield term


def _lost_parents(file: str, stanza: _Stanza) -> Iterator[Refused]:
    for number, text in stanza.lines:
        parent = "".join(text.removeprefix("is_a:").split()[:1])
        if text.startswith("is_a:") and of_uri(parent.replace("\\", "")) is None:
            yield Refused(file, number, f"parent {parent[:60]!r} is no CURIE; PREFIX:ID is required")


def _parsed(lines: Iterable[str]) -> Any:
    import fastobo

    return fastobo.loads("[Term]\n" + "".join(lines))[0]


def _fault(line: str) -> str:
    """What is malformed in ``line`` by itself; nothing where it is well-formed."""
    try:
        _parsed((line,) if line.startswith("id:") else ("id: X:1\n", line))
    except SyntaxError as error:
        return f"{line.strip()[:60]!r} is malformed: {error.msg}"
    return ""


def _read(id: str, clauses: Iterable[Any], file: str, line: int) -> Term:
    curie = required(id)
    by_tag: dict[str, list[Any]] = {tag: [] for tag in _READ}
    for clause in clauses:
        by_tag[clause.raw_tag()].append(clause)
    synonyms = [clause.synonym for clause in by_tag["synonym"]]
    successors = [canonical(str(clause.term)) for clause in by_tag["replaced_by"]]
    return Term(
        curie,
        by_tag["name"][0].name if by_tag["name"] else "",
        tuple(synonym.desc for synonym in synonyms if synonym.scope == "EXACT"),
        tuple(synonym.desc for synonym in synonyms if synonym.scope != "EXACT"),
        _curies(str(clause.term) for clause in by_tag["is_a"]),
        _curies(str(clause.xref.id) for clause in by_tag["xref"]),
        (*_matches(by_tag["property_value"]), *_equivalents(by_tag["xref"])),
        _curies(str(clause.alt_id) for clause in by_tag["alt_id"]),
        any(clause.obsolete for clause in by_tag["is_obsolete"]),
        next((successor for successor in successors if successor), None),
        file,
        line,
    )


def _curies(texts: Iterable[str]) -> tuple[Curie, ...]:
    return tuple(curie for text in texts if (curie := of_uri(text.replace("\\", ""))))


def _matches(clauses: Iterable[Any]) -> tuple[Curie, ...]:
    stated = [clause.raw_value().split(" ") for clause in clauses]
    return _curies(parts[1] for parts in stated if len(parts) > 1 and _EXACT_MATCH.match(parts[0]))


def _equivalents(clauses: Iterable[Any]) -> tuple[Curie, ...]:
    return _curies(
        str(clause.xref.id)
        for clause in clauses
        if any(qualifier.value == _EQUIVALENT for qualifier in clause.qualifiers or ())
    )
