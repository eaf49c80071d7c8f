"""Which files are read, under which names, and what counts as the same document."""

import gzip
import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.readers import Limits, read_annotated, read_documents
from medkg.extraction.readers.detect import detect
from medkg.extraction.readers.source import Source


def ids(paths: list[Path]) -> list[str]:
    return [result.id for result in read_documents(paths) if isinstance(result, Document)]


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden", ".git/x.txt", "a/b/c.txt"):
        write(tmp_path / name, f"Note {name}.")
    assert ids([tmp_path]) == ["a/b/c.txt", "a/z.txt", "b.txt"]


def test_globs_and_repeated_paths(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "three.log"):
        write(tmp_path / name, f"Note {name}.")
    assert ids([tmp_path / "*.txt", tmp_path / "two.txt"]) == ["one.txt", "two.txt"]


def test_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    paths = [write(tmp_path / folder / "note.txt", f"In {folder}.") for folder in ("x", "y")]
    assert ids(paths) == ["x/note.txt", "y/note.txt"]


def test_what_is_not_there_is_a_failure(tmp_path: Path) -> None:
    (result,) = read_documents([tmp_path / "none.txt"])
    assert isinstance(result, Failure) and "no such file" in result.error


def test_equal_texts_are_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Same words.")
    write(tmp_path / "b.txt", "Same words.\n")
    write(tmp_path / "c.txt", "Other words.")
    assert ids([tmp_path]) == ["a.txt", "c.txt"]


def test_archives_and_packed_files(tmp_path: Path) -> None:
    (tmp_path / "p.txt.gz").write_bytes(gzip.compress(b"Packed."))
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("in/b.txt", "Zipped b.")
        archive.writestr("in/a.txt.gz", gzip.compress(b"Zipped a."))
    assert ids([tmp_path]) == ["p.txt.gz", "z.zip/in/a.txt.gz", "z.zip/in/b.txt"]


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    give(gzip.compress(b'{"id": "s1", "text": "Gout."}\n'))
    assert ids([Path("-")]) == ["s1"]
    give(b"Much text. " * 100)
    (result,) = read_documents([Path("-")], limits=Limits(total=100))
    assert result == Failure("-", "read", "standard input holds more than the 100 bytes allowed")


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (
            "x",
            b"<?xml version='1.0'?>\n<!-- <article> -->\n<PubmedArticleSet></PubmedArticleSet>",
            "pubmed-xml",
        ),
        ("x", b"<RAW><PubmedArticle></PubmedArticle></RAW>", "pubmed-xml"),
        (
            "x",
            b"<!DOCTYPE article PUBLIC 'a' 'b.dtd'>\n<article article-type='x'><front/></article>",
            "pmc-jats",
        ),
        ("x", b"<collection><source/></collection>", "bioc-xml"),
        ("x", b'{\n "source": "", "documents": []}', "bioc-json"),
        ("x", b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}', "jsonl"),
        ("x", b'{"document": {"id": "1"}, "mentions": []}', "medkg-jsonl"),
        ("x", b'{"resourceType": "Patient"}\n{"resourceType": "Patient"}', "fhir"),
        ("x.json", b'{\n  "resourceType": "Bundle", "entry": []}', "fhir"),
        ("x", b"\n12|t|Title\n12|a|Abstract\n", "pubtator"),
        ("x", b"T1\tDisease 0 4\tgout\n", "brat"),
        ("x", b"id,text\n1,Gout.\n", "csv"),
        ("x.csv.gz", b"a,b\n1,Gout.\n", "csv"),
        ("x", "id\ttext\n1\tGout.\n".encode("utf-16"), "csv"),
        ("x.txt", b"Pain, fever, and rash.\nNothing else.", "text"),
        ("x.txt", b"[Dictated] Pain in {left} knee.", "text"),
        ("x.txt", "é".encode() * 40000, "text"),
    ],
)
def test_formats_are_told_from_the_content(name: str, data: bytes, expected: str) -> None:
    assert detect(Source(name, lambda: io.BytesIO(data))) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\nPMID- 12\nTI  - Gout.\n", "MEDLINE text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        (b"<html><body/></html>", "with the root 'html'"),
        (b'[{"a": 1}]', "neither BioC nor FHIR nor one record a line"),
    ],
)
def test_other_files_are_failures(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "file").write_bytes(data)
    (result,) = read_documents([tmp_path])
    assert isinstance(result, Failure) and reason in result.error


def test_formats_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'pdf' is not allowed"):
        read_documents([tmp_path], format="pdf")
    with pytest.raises(ValueError, match="'text' is not allowed"):
        read_annotated(tmp_path, format="text")


def test_a_given_format_overrides_the_content(tmp_path: Path) -> None:
    path = write(tmp_path / "t.txt", "12|t|Title\n12|a|Abstract\n")
    (document,) = read_documents([path], format="text")
    assert isinstance(document, Document) and document.text == "12|t|Title\n12|a|Abstract\n"


@pytest.mark.parametrize(
    "text",
    [
        "<NAME> is a 60-year-old man with gout.",
        "<5 mm nodule in the left lung.",
        "[**2101-3-4**] Chest pain resolved.",
        "[**2101-3-4**] Seen by [**Name**]",
        "{See above} Pain in the knee.",
        "Radiology, Report, 2020\nChest clear.\n",
        "Radiology, Report, 2020",
        "Pain, note\rFever",
        "Pain\rFever, note",
    ],
)
@pytest.mark.parametrize("name", ["note.txt", "note", "2020.01.03", "NOTE.TXT"])
def test_notes_are_not_taken_for_other_formats(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_bytes(text.encode())
    (document,) = read_documents([tmp_path])
    assert isinstance(document, Document)
    assert document.text == text.replace("\r", "\n")


def test_a_packed_note_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "note.txt.gz").write_bytes(gzip.compress(b"<NAME> has gout."))
    assert ids([tmp_path]) == ["note.txt.gz"]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("x.txt", b"<?xml version='1.0'?><PubmedArticleSet/>", "pubmed-xml"),
        ("x.txt", b"<!-- by hand -->\n<collection><source/></collection>", "bioc-xml"),
        ("x.txt", b'{"id": 1, "text": "a"}\n{"id": 2, "text": "b"}', "jsonl"),
        ("x.txt", b'[ {"documents": []}]', "bioc-json"),
        ("x.txt", b'id,text\n1,"Gout,\nthen rash"\n', "csv"),
        ("x", b"id,text,year\n1,Gout.\n", "text"),
        ("x", b'id,year,text\n1,2000,"' + b"Gout. " * 20_000 + b'"\n', "csv"),
        ("x.tsv", b"John,Smith\nGout.\n", "csv"),
    ],
)
def test_other_formats_are_told_from_notes(name: str, data: bytes, expected: str) -> None:
    assert detect(Source(name, lambda: io.BytesIO(data))) == expected


@pytest.mark.parametrize(
    ("root", "shown"),
    [("study", "with the root 'study'"), ("caf\u00e9", "with another root"), ("x" * 31, "with another root")],
)
def test_only_a_plain_name_of_a_root_is_shown(tmp_path: Path, root: str, shown: str) -> None:
    path = write(tmp_path / "x.xml", f"<?xml version='1.0'?><{root}/>")
    (result,) = read_documents([path])
    assert result == Failure("x.xml", "read", f"is XML {shown}, not PubMed, JATS or BioC")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_a_name_that_is_not_utf8_is_written_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Gout.", encoding="utf-8")
    assert ids([tmp_path]) == ["caf\\udce9.txt"]
