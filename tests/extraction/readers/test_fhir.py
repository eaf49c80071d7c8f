"""Notes in FHIR resources."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_documents
from medkg.extraction.readers.errors import ReadError
from medkg.extraction.readers.fhir_attachment import attached_text

SECRET = "John has gout"


def attachment(text: str | bytes, type: str | None = "text/plain", **other: Any) -> dict[str, Any]:
    data = base64.b64encode(text.encode() if isinstance(text, str) else text).decode()
    return {"data": data, **({"contentType": type} if type else {}), **other}


def note(id: str, *attachments: dict[str, Any], **other: Any) -> dict[str, Any]:
    content = [{"attachment": item} for item in attachments]
    return {"resourceType": "DocumentReference", "id": id, "status": "current", "content": content, **other}


def read(path: Path, *resources: Any) -> list[Document | Failure]:
    path.write_text("".join(json.dumps(item) + "\n" for item in resources), encoding="utf-8")
    return list(read_documents([path]))


def test_a_note_has_its_kind_as_title_its_year_and_its_revision(tmp_path: Path) -> None:
    resource = note(
        "n1",
        attachment("Gout,\r\nthen rash."),
        type={"coding": [{"code": "18842-5", "display": "Discharge summary"}]},
        context={"period": {"start": "2021-06-23"}},
        meta={"lastUpdated": "2021-07-01T10:00:00Z"},
    )
    assert read(tmp_path / "notes.ndjson", resource) == [
        Document(
            "DocumentReference/n1",
            "Discharge summary\nGout,\nthen rash.",
            title="Discharge summary",
            source="notes.ndjson",
            year=2021,
            revision="2021-07-01T10:00:00Z",
        )
    ]


def test_of_several_forms_plain_text_is_read_and_html_in_words(tmp_path: Path) -> None:
    html = attachment("<html><style>p {}</style><p>Gout &amp; rash.<p>No<br>fever.</html>", "text/html")
    first, second = read(
        tmp_path / "x.ndjson",
        note("a", html, attachment("Gout.", "text/plain; charset=utf-8")),
        note("b", html),
    )
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.text == "Gout."
    assert second.text == "Gout & rash.\nNo\nfever."


def test_characters_are_as_the_form_says() -> None:
    assert (
        attached_text([attachment("Ménière".encode("latin-1"), "text/plain; charset=iso-8859-1")])
        == "Ménière"
    )
    assert (
        attached_text([attachment("Ménière".encode("cp1252"), "text/plain; charset=nonsense")]) == "Ménière"
    )
    assert attached_text([attachment("Ménière", None)]) == "Ménière"


def test_reports_and_bundles_are_opened_and_what_holds_no_note_is_passed_over(tmp_path: Path) -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "code": {"text": "Chest X-ray"},
        "issued": "2012-12-01T12:00:00+01:00",
        "presentedForm": [attachment("No pneumonia.")],
    }
    bare = {"resourceType": "DiagnosticReport", "id": "lab"}
    patient = {"resourceType": "Patient", "id": "p", "name": [{"text": SECRET}]}
    inner = {"resourceType": "Bundle", "entry": [{"resource": note("n", attachment("Gout."))}, {}]}
    bundle = {
        "resourceType": "Bundle",
        "entry": [{"resource": item} for item in (patient, report, bare, inner)],
    }
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps(bundle, indent=2), encoding="utf-8")
    first, second = read_documents([path])
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.id, first.text, first.year) == ("DiagnosticReport/r", "Chest X-ray\nNo pneumonia.", 2012)
    assert (second.id, second.text) == ("DocumentReference/n", "Gout.")


def test_the_newest_version_counts_and_what_was_withdrawn_does_not(tmp_path: Path) -> None:
    found = read(
        tmp_path / "x.ndjson",
        note("a", attachment("New."), meta={"lastUpdated": "2022-01-01"}),
        note("a", attachment("Old."), meta={"lastUpdated": "2021-01-01"}),
        note("b", attachment("Wrong.")),
        note("b", attachment("Wrong."), status="entered-in-error"),
    )
    assert [item.text for item in found if isinstance(item, Document)] == ["New."]


@pytest.mark.parametrize(
    ("resource", "reason"),
    [
        (note("a"), "holds no text"),
        (note("a", {"url": "Binary/1"}), "holds an address of its text, not the text"),
        (note("a", attachment(SECRET, "application/pdf")), "holds its text in another form than text/plain"),
        (note("a", {"data": "John!", "contentType": "text/plain"}), "holds data that is not base64"),
        (note("a", attachment(b"\0\1", "text/plain")), "holds a binary file, not text"),
        (note("a", attachment("  ")), "the text is empty"),
        (note("a", attachment(SECRET), meta=[1]), "has a field that is not as FHIR has it"),
        (note("x" * 500, attachment(SECRET)), "an id of 518 characters"),
        ({"resourceType": "DocumentReference", "content": SECRET}, "has a field that is not as FHIR has it"),
    ],
)
def test_a_bad_note_costs_itself_and_is_not_quoted(
    tmp_path: Path, resource: dict[str, Any], reason: str
) -> None:
    bad, good = read(tmp_path / "x.ndjson", resource, note("b", attachment("Rash.")))
    assert isinstance(bad, Failure) and bad.document == "x.ndjson#1"
    assert reason in bad.error and "John" not in bad.error
    assert isinstance(good, Document) and good.text == "Rash."


def test_a_file_without_a_note_says_so(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "Patient.ndjson", {"resourceType": "Patient", "id": "p"})
    assert failure == Failure(
        "Patient.ndjson",
        "read",
        "is FHIR without a note: it has no DocumentReference, and no DiagnosticReport with a presented form",
    )


@given(
    st.text(), st.sampled_from(["text/plain", "text/html", "application/xhtml+xml", "text/html; charset=x"])
)
def test_any_words_are_read_or_refused(text: str, type: str) -> None:
    data = attachment(text.encode("utf-8", "replace"), type)
    try:
        found = attached_text([data])
    except ReadError:
        return
    if type == "text/plain" and not text.startswith("\ufeff"):
        assert found == text
