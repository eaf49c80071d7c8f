"""SNOMED CT in Release Format 2: snapshot files of concepts, descriptions, relationships and associations
(SNOMED CT Release File Specifications, chapter 4).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medkg.linking.concept import Concept
from medkg.linking.curie import Curie
from medkg.linking.vocabularies.identifiers import coded
from medkg.linking.vocabularies.record import Record, Refused, attempted
from medkg.linking.vocabularies.source import VocabularyError
from medkg.linking.vocabularies.tables import Row, header, whole_rows

_FULL_NAME, _SYNONYM = "900000000000003001", "900000000000013009"
_IS_A = "116680003"
_SUCCESSIONS = frozenset({"900000000000527005", "900000000000526001"})
"""Associations SAME AS and REPLACED BY."""

_EVALUATIONS = frozenset({"386053000", "103693007"})
"""Evaluation procedure and diagnostic procedure: what is below is a test."""

_Row = tuple[str, int, Row]
_TAG = re.compile(r"(.*) \(([^()]+)\)")
_TYPES = {
    "disorder": ("Disease",),
    "finding": ("Symptom", "Disease"),
    "substance": ("Drug",),
    "product": ("Drug",),
    "medicinal product": ("Drug",),
    "procedure": ("Treatment",),
    "regime/therapy": ("Treatment",),
    "observable entity": ("Test",),
}


@dataclass(slots=True)
class _Entry:
    """A fully specified name without and with its semantic ``tag``, and where it stands."""

    line: int
    file: str
    name: str
    tag: str
    synonyms: list[str] = field(default_factory=list)


def read_snomed(files: Sequence[Path]) -> Iterator[Record]:
    """Active disorders, findings, substances, medicinal products, procedures and observables with their
    English names; with the file of relationships their parents, and which procedures are tests; with that of
    associations what inactive concepts became.

    Raises:
        VocabularyError: without a file of concepts or descriptions, or for a Full or Delta file.
    """
    wrong = [path.name for path in files if "Full" in path.name or "Delta" in path.name]
    if wrong:
        raise VocabularyError(f"snomed: {wrong[0]} is no Snapshot file, which is required")
    refused: list[Refused] = []
    entries = _entries(_with(files, "term"), _active(_with(files, "definitionStatusId"), refused), refused)
    parents = _parents(_with(files, "destinationId", needed=False), entries, refused)
    for id, entry in entries.items():
        if types := _types(id, entry, parents):
            yield from attempted(entry.file, entry.line, _concept, id, entry, types, parents.get(id, ()))
    yield from _retired(_with(files, "targetComponentId", needed=False), entries, refused)
    yield from refused


def _concept(id: str, entry: _Entry, types: tuple[str, ...], parents: Sequence[str]) -> Concept:
    above = coded("SNOMEDCT", *parents)
    return Concept(Curie("SNOMEDCT", id), entry.name, types, tuple(entry.synonyms), above)


def _with(files: Sequence[Path], column: str, *, needed: bool = True) -> list[Path]:
    found = [path for path in files if column in header(path)]
    if needed and not found:
        raise VocabularyError(
            f"snomed: no file with a column {column!r} among {[path.name for path in files]}"
        )
    return found


def _rows(paths: Sequence[Path], columns: Sequence[str], refused: list[Refused]) -> Iterator[_Row]:
    """The active rows, with their file and line."""
    for path in paths:
        for line, row in whole_rows(path, ("id", "active", *columns), refused, delimiter="\t", quoted=False):
            if row["active"] == "1":
                yield path.name, line, row


def _active(paths: Sequence[Path], refused: list[Refused]) -> set[str]:
    return {row["id"] for _, _, row in _rows(paths, (), refused)}


def _entries(paths: Sequence[Path], active: set[str], refused: list[Refused]) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    synonyms: dict[str, list[str]] = defaultdict(list)
    for file, line, row in _rows(paths, ("conceptId", "typeId", "term", "languageCode"), refused):
        id = row["conceptId"]
        if id not in active or row["languageCode"] != "en":
            continue
        if row["typeId"] == _SYNONYM:
            synonyms[id].append(row["term"])
        elif row["typeId"] == _FULL_NAME and (match := _TAG.fullmatch(row["term"])):
            entries[id] = _Entry(line, file, match[1], match[2])
    for id, entry in entries.items():
        entry.synonyms = [name for name in synonyms[id] if name != entry.name]
    return entries


def _parents(
    paths: Sequence[Path], entries: Mapping[str, _Entry], refused: list[Refused]
) -> dict[str, list[str]]:
    parents: dict[str, list[str]] = defaultdict(list)
    for _, _, row in _rows(paths, ("sourceId", "destinationId", "typeId"), refused):
        if row["typeId"] == _IS_A and row["sourceId"] in entries:
            parents[row["sourceId"]].append(row["destinationId"])
    return dict(parents)


def _types(id: str, entry: _Entry, parents: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    if entry.tag == "procedure" and _EVALUATIONS & _above(id, parents):
        return ("Test",)
    return _TYPES.get(entry.tag, ())


def _above(id: str, parents: Mapping[str, Sequence[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [id]
    while waiting:
        for parent in parents.get(waiting.pop(), ()):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _retired(
    paths: Sequence[Path], entries: Mapping[str, _Entry], refused: list[Refused]
) -> Iterator[Record]:
    columns = ("refsetId", "referencedComponentId", "targetComponentId")
    for file, line, row in _rows(paths, columns, refused):
        old, new = row["referencedComponentId"], row["targetComponentId"]
        if row["refsetId"] in _SUCCESSIONS and old not in entries and new in entries:
            yield from attempted(file, line, _successor, old, new, entries[new].name)


def _successor(old: str, new: str, name: str) -> Concept:
    return Concept(Curie("SNOMEDCT", old), name, (), replaced_by=Curie("SNOMEDCT", new))
