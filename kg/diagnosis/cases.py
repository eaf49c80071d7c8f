"""Files of cases: phenopackets as JSON, and JSON lines.

A line is ``{"id", "disease", "present": [...], "absent": [...], "sex", "age"}`` or a phenopacket; only
``present`` is required. Records may be of patients: no message quotes them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from medkg.kg.diagnosis.case import SEXES, Case
from medkg.kg.diagnosis.errors import CaseError
from medkg.kg.diagnosis.phenopacket import is_phenopacket, phenopacket_case

_LINES = (".jsonl", ".ndjson")
_LARGEST = 64 * 2**20


def read_cases(paths: Iterable[Path]) -> Iterator[Case | CaseError]:
    """The cases of files and, below folders, of ``.json``, ``.jsonl`` and ``.ndjson`` files by name.

    A record that is no case is given as the error that it is.
    """
    for path in paths:
        for file in _files(path):
            if file.suffix in _LINES:
                yield from _lines(file)
            else:
                yield _case(_text(file), file.name)


def read_phenopacket(path: Path) -> Case:
    """The case of one phenopacket.

    Raises:
        CaseError: if the file is none.
    """
    case = _case(_text(path), path.name)
    if isinstance(case, CaseError):
        raise case
    return case


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.suffix in (".json", *_LINES) and file.is_file())


def _lines(file: Path) -> Iterator[Case | CaseError]:
    with file.open(encoding="utf-8-sig", errors="replace") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _case(line, f"{file.name}, line {number}")


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST:
        return ""
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _case(text: str, place: str) -> Case | CaseError:
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        return CaseError(f"{place}: no JSON, or too much of it")
    if not isinstance(record, Mapping):
        return CaseError(f"{place}: a JSON object is required")
    try:
        case = phenopacket_case(record) if is_phenopacket(record) else _plain(record)
    except CaseError as error:
        return CaseError(f"{place}: {error}")
    return case if case.id else Case(place, case.present, case.absent, case.sex, case.age, case.disease)


def _plain(record: Mapping[str, Any]) -> Case:
    sex, age, disease = record.get("sex"), record.get("age"), record.get("disease")
    sex = sex.lower() if isinstance(sex, str) else sex
    if sex not in (*SEXES, None, "", "unknown"):
        raise CaseError("sex is neither female nor male")
    if isinstance(age, bool) or not isinstance(age, int | float | None):
        raise CaseError("age is no number of years")
    if not isinstance(disease, str | None):
        raise CaseError("disease is no CURIE")
    return Case(
        id=str(record.get("id", "")),
        present=_words(record, "present"),
        absent=_words(record, "absent"),
        sex=SEXES.get(sex or ""),
        age=age,
        disease=disease,
    )


def _words(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    words = record.get(name) or []
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise CaseError(f"{name} is no list of findings")
    return tuple(words)
