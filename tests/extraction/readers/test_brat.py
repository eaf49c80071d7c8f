"""BRAT folders and archives."""

import gzip
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.failure import Failure
from medkg.extraction.readers import read_annotated

TEXT = "No fever, but joint and\nback pain after the fall. Possible gout."
ANNOTATIONS = """\
T1\tSign 3 8\tfever
E1\tSign:T1 Time:T4
A1\tPOLARITY E1 NEG
T2\tSign 14 19;29 33\tjoint pain
T3\tSign 24 33\tback pain
T4\tEvent 44 48\tfall
T5\tDisease 59 63\tgout
A2\tSpeculation T5
R1\tCAUSE Arg1:T4 Arg2:T3\t
R2\tMODIFY Arg1:T4 Arg2:E1
*\tOVERLAP T2 T3
#1\tAnnotatorNotes T1\tunsure
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "one.txt").write_text(TEXT, encoding="utf-8")
    (corpus / "one.ann").write_text(ANNOTATIONS, encoding="utf-8")
    (corpus / "annotation.conf").write_text("[entities]\n", encoding="utf-8")
    return corpus


def only(results: list[AnnotatedDocument | Failure]) -> AnnotatedDocument:
    (result,) = results
    assert isinstance(result, AnnotatedDocument)
    return result


def test_spans_attributes_and_relations(folder: Path) -> None:
    result = only(list(read_annotated(folder, format="brat")))
    assert result.document.id == "one"
    assert [mention.text for mention in result.mentions] == [
        "fever",
        "joint and\nback pain",
        "back pain",
        "fall",
        "gout",
    ]
    polarities = {mention.text: mention.assertion.polarity for mention in result.mentions}
    assert polarities["fever"] is Polarity.NEGATED
    assert polarities["gout"] is Polarity.POSSIBLE
    assert polarities["fall"] is Polarity.AFFIRMED
    cause, modify = result.relations
    assert (cause.type, cause.head.text, cause.tail.text) == ("CAUSE", "fall", "back pain")
    assert cause.evidence[0].slice(TEXT) == "back pain after the fall"
    assert modify.tail == result.mentions[0]


def test_a_bad_line_costs_itself_and_comes_before_its_document(folder: Path) -> None:
    with (folder / "one.ann").open("a", encoding="utf-8") as file:
        file.write("T6\tSign 3 8\tchills\nT7\tSign 900 908\tchills\nR3\tCAUSE Arg1:T4 Arg2:T70\n")
    *failures, document = read_annotated(folder, format="brat")
    assert [failure.document for failure in failures if isinstance(failure, Failure)] == [
        "one.ann#T6",
        "one.ann#T7",
        "one.ann#R3",
    ]
    assert isinstance(document, AnnotatedDocument)
    assert len(document.mentions) == 5 and len(document.relations) == 2


def test_archives_give_the_same(folder: Path, tmp_path: Path) -> None:
    expected = only(list(read_annotated(folder, format="brat")))
    with tarfile.open(tmp_path / "corpus.tar.xz", "w:xz") as tar:
        tar.add(folder / "one.txt", "c/one.txt")
        tar.add(folder / "one.ann", "c/one.ann")
    with zipfile.ZipFile(tmp_path / "corpus.zip", "w") as archive:
        archive.write(folder / "one.ann", "c/one.ann")
        archive.write(folder / "one.txt", "c/one.txt")
    for name in ("corpus.tar.xz", "corpus.zip"):
        result = only(list(read_annotated(tmp_path / name, format="brat")))
        assert (result.mentions, result.relations) == (expected.mentions, expected.relations)


def test_windows_line_ends_count_as_the_offsets_do(folder: Path) -> None:
    (folder / "one.txt").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert only(list(read_annotated(folder, format="brat"))).mentions[4].text == "gout"


def test_a_file_without_its_partner(folder: Path) -> None:
    (folder / "two.ann").write_text("T1\tSign 0 1\tx\n", encoding="utf-8")
    _, failure = read_annotated(folder, format="brat")
    assert failure == Failure("two", "read", "has no .txt file beside it")


def test_a_line_without_an_id_is_named_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "n.txt").write_text("Gout.", encoding="utf-8")
    (tmp_path / "n.ann").write_text("T1\tDisease 0 4\tGout\nThe patient John Smith\n", encoding="utf-8")
    failure, found = read_annotated(tmp_path, format="brat")
    error = "a T line is not TYPE START END[;START END]... and its text"
    assert failure == Failure("n.ann#2", "read", error)
    assert isinstance(found, AnnotatedDocument) and len(found.mentions) == 1


def test_a_damaged_file_costs_its_pair(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text("Gout.", encoding="utf-8")
        (tmp_path / f"{name}.ann").write_text("T1\tDisease 0 4\tGout\n", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(gzip.compress(os.urandom(2**18))[:-20])
    failure, found = read_annotated(tmp_path, format="brat")
    assert failure == Failure("a.txt", "read", "is cut off: the compressed data ends too early")
    assert isinstance(found, AnnotatedDocument) and found.document.id == "b"
