"""Held-out files keep their documents out, or the training is refused."""

from pathlib import Path
from typing import Any

import pytest

from medkg.extraction.document import Document
from medkg.extraction.training.held_out import HeldOutFile, guard_of, held_out_files
from tests.extraction.small import pubtator


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "test.txt").write_text(pubtator(3), encoding="utf-8")
    return tmp_path / "test.txt"


def test_all_documents_are_guarded(file: Path) -> None:
    guard = guard_of([HeldOutFile(file)])
    (title, body) = (line.split("|")[2] for line in file.read_text().splitlines()[:2])
    assert guard.forbids(Document("PMID:0", f"{title} {body}"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"gone\.txt, a held-out file of format 'pubtator', .* no such file"):
        guard_of([HeldOutFile(tmp_path / "gone.txt")])


@pytest.mark.parametrize("format", ["brat", "bioc", "jsonl", "marked"])
def test_a_file_of_another_format_is_named(file: Path, format: str) -> None:
    with pytest.raises(ValueError, match=rf"test\.txt, a held-out file of format '{format}', cannot be read"):
        guard_of([HeldOutFile(file, format)])


def test_an_empty_file_is_named(file: Path) -> None:
    file.write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"test\.txt, .* holds no document of format 'pubtator'"):
        guard_of([HeldOutFile(file)])


def test_members_that_fit_nothing_are_named(file: Path) -> None:
    with pytest.raises(ValueError, match=r"members '\*\.ann', holds no document"):
        guard_of([HeldOutFile(file.parent, members="*.ann")])


def test_a_document_that_cannot_be_read_is_named(file: Path) -> None:
    file.write_text(pubtator(2) + "\n2|a|A text without a title.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"test\.txt, .* PMID:2: a block needs one title"):
        guard_of([HeldOutFile(file)])


def test_an_annotation_that_cannot_be_read_leaves_its_text_guarded(tmp_path: Path) -> None:
    text = "Zorafen led to pallor in patients with an unheard-of gripe."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "a.ann").write_text("R1\tCauses Arg1:T1 Arg2:T2\n", encoding="utf-8")
    assert guard_of([HeldOutFile(tmp_path, "brat")]).forbids(Document("x", text))


def test_paths_and_tables_are_read_alike(tmp_path: Path) -> None:
    table = {"path": "./c.zip", "format": "brat", "members": "*/Test/*"}
    entries: list[str | dict[str, Any]] = ["a.txt", "./b.txt", table]
    assert held_out_files(entries, Path("root"), tmp_path / "my.toml") == (
        HeldOutFile(Path("root/a.txt")),
        HeldOutFile(tmp_path / "b.txt"),
        HeldOutFile(tmp_path / "c.zip", "brat", "*/Test/*"),
    )
