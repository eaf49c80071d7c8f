"""Cases as files: phenopackets and JSON lines."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medkg.kg.diagnosis import Case, CaseError
from medkg.kg.diagnosis.cases import read_cases, read_phenopacket
from medkg.kg.diagnosis.phenopacket import phenopacket_case, years

PHENOPACKET = {
    "id": "invented-1",
    "subject": {"id": "a", "sex": "FEMALE", "timeAtLastEncounter": {"age": {"iso8601duration": "P2Y6M"}}},
    "phenotypicFeatures": [
        {"type": {"id": "HP:0000002", "label": "a sign"}},
        {"type": {"id": "HP:0000003", "label": "another"}, "excluded": True},
    ],
    "interpretations": [{"id": "i", "diagnosis": {"disease": {"id": "OMIM:1", "label": "ague"}}}],
    "diseases": [{"term": {"id": "OMIM:2", "label": "other"}}],
    "metaData": {"phenopacketSchemaVersion": "2.0"},
}
CASE = Case("invented-1", ("HP:0000002",), ("HP:0000003",), "female", 2.5, "OMIM:1")
JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(PHENOPACKET)) | st.text(), inner, max_size=4)
    ),
)


def test_a_phenopacket(tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(PHENOPACKET))
    assert read_phenopacket(file) == CASE


def test_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.json").write_text(json.dumps(PHENOPACKET))
    lines = [
        {"id": "x", "disease": "ORPHA:1", "present": ["a"], "absent": ["b"], "sex": "MALE", "age": 3},
        PHENOPACKET,
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)) + "\n\n")
    assert list(read_cases([tmp_path])) == [Case("x", ("a",), ("b",), "male", 3, "ORPHA:1"), CASE, CASE]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "object"),
        ('{"present": "secret"}', "present"),
        ('{"present": [1]}', "present"),
        ('{"present": ["a"], "sex": "secret"}', "sex"),
        ('{"present": ["a"], "age": "secret"}', "age"),
        ('{"phenotypicFeatures": {"secret": 1}}', "phenotypicFeatures"),
        ('{"phenotypicFeatures": [{"type": {}}]}', "type.id"),
    ],
)
def test_a_bad_record_is_told_by_its_place_without_a_word_of_it(
    tmp_path: Path, line: str, reason: str
) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "good", "present": ["a"]}\n' + line + "\n")
    good, bad = read_cases([file])
    assert isinstance(good, Case)
    assert isinstance(bad, CaseError)
    assert "cases.jsonl, line 2" in str(bad) and reason in str(bad)
    assert "secret" not in str(bad)


@given(st.dictionaries(st.sampled_from(sorted(PHENOPACKET)), JSON))
def test_no_phenopacket_breaks_the_reader(record: dict[str, object]) -> None:
    try:
        phenopacket_case(record)
    except CaseError as error:
        assert len(str(error)) < 100


def test_durations() -> None:
    assert years("P1Y") == 1.0
    assert years("P6M") == 0.5
    assert years("P1DT5H") == pytest.approx(1 / 365.25)
    assert years("P") is None
    assert years("P" + "9" * 1000 + "Y") is None
