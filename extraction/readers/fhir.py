"""Notes in FHIR R4 and R5 (hl7.org/fhir): DocumentReference and DiagnosticReport, one resource a line as in
Bulk Data exports, or in a Bundle.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from medkg.extraction.failure import Failure
from medkg.extraction.readers.decoding import decoded, string
from medkg.extraction.readers.errors import FIELD_ERRORS, ReadError, reason
from medkg.extraction.readers.fhir_attachment import attached_text
from medkg.extraction.readers.identity import checked_id
from medkg.extraction.readers.json_lines import objects
from medkg.extraction.readers.json_value import json_value
from medkg.extraction.readers.record import Deletion, Record, Row
from medkg.extraction.readers.row import row_document
from medkg.extraction.readers.source import Source

MAX_JSON_BYTES = 2**30
WITHDRAWN = frozenset({"entered-in-error", "superseded", "cancelled"})
NO_NOTE = "is FHIR without a note: it has no DocumentReference, and no DiagnosticReport with a presented form"
WRONG_FIELD = "has a field that is not as FHIR has it"

Resource = Mapping[str, Any]


def read_fhir(source: Source) -> Iterator[Record]:
    """The notes of a file of FHIR resources, each by the type and id of its resource, which is its title too.

    A resource that was withdrawn takes away what came before it under its id. Resources of other types hold
    no notes and are passed over; a file without any note is a failure.
    """
    notes = 0
    for number, item in enumerate(_resources(source), 1):
        record = item if isinstance(item, Failure) else _record(item, source.name, number)
        if record is not None:
            notes += 1
            yield record
    if not notes:
        yield Failure(source.name, "read", NO_NOTE)


def _resources(source: Source) -> Iterator[Resource | Failure]:
    """The resources of all lines, or of the one value that the file is; Bundles are opened."""
    if _is_one_a_line(source):
        for _, value in objects(source):
            yield from [value] if isinstance(value, Failure) else _opened(value)
    else:
        yield from _opened(json_value(decoded(source.read(MAX_JSON_BYTES))))


def _is_one_a_line(source: Source) -> bool:
    first = decoded(source.head()).lstrip().split("\n", 1)
    try:
        json_value(first[0])
    except ReadError:
        return len(first) == 1
    return True


def _opened(value: Any) -> Iterator[Resource | Failure]:
    pending = [value]
    while pending:
        resource = pending.pop()
        if not isinstance(resource, dict):
            continue
        if resource.get("resourceType") != "Bundle":
            yield resource
        elif isinstance(entries := resource.get("entry", []), list):
            pending += [entry.get("resource") for entry in reversed(entries) if isinstance(entry, dict)]


def _record(resource: Resource, source: str, number: int) -> Record | None:
    """The note of resource ``number``; None where its type, or what it holds, is no note."""
    try:
        attachments = _attachments(resource)
        return None if attachments is None else _note(resource, attachments, source, number)
    except (ReadError, *FIELD_ERRORS) as error:
        return Failure(f"{source}#{number}", "read", reason(error, WRONG_FIELD))


def _attachments(resource: Resource) -> list[Resource] | None:
    match resource.get("resourceType"):
        case "DocumentReference":
            return [item.get("attachment", {}) for item in resource.get("content", [])]
        case "DiagnosticReport":
            return resource.get("presentedForm") or None
        case _:
            return None


def _note(resource: Resource, attachments: list[Resource], source: str, number: int) -> Record:
    type = resource["resourceType"]
    id = checked_id(f"{type}/{string(resource['id'])}") if "id" in resource else ""
    if resource.get("status") in WITHDRAWN and id:
        return Deletion(id)
    fields = {
        "id": id,
        "text": attached_text(attachments),
        "title": _title(resource),
        "year": _year(resource),
    }
    row = row_document(fields, source, number)
    if isinstance(row, Failure):
        return row
    revision = string(resource.get("meta", {}).get("lastUpdated", ""))
    return Row(replace(row.document, revision=revision), row.place)


def _title(resource: Resource) -> str:
    """What kind of note it is, in words: "Discharge summary"."""
    kind = resource.get("type") or resource.get("code") or {}
    shown = [kind.get("text"), *(coding.get("display") for coding in kind.get("coding", []))]
    return string(next(filter(None, shown), ""))


def _year(resource: Resource) -> str:
    period = resource.get("context", {}).get("period", {})
    dates = [resource.get(name) for name in ("date", "effectiveDateTime", "issued")]
    return string(next(filter(None, [*dates, period.get("start")]), ""))[:4]
