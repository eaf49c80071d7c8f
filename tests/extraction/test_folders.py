"""Folders that are replaced whole, whatever happens."""

import subprocess
import sys
from pathlib import Path

import pytest

from medkg.extraction.folders import replaced, restored_on_error
from medkg.extraction.unfinished import unfinished

REPLACING = """
import sys
from pathlib import Path
from medkg.extraction.folders import replaced
for number in range(300):
    with replaced(Path(sys.argv[1])) as aside:
        (aside / "number").write_text(str(number))
"""
LEAVING = """
import os, sys
from pathlib import Path
from medkg.extraction.unfinished import unfinished
with unfinished(Path(sys.argv[1])):
    os._exit(1)
"""


def fill(directory: Path, text: str) -> None:
    with replaced(directory) as aside:
        (aside / "text").write_text(text)


def test_a_reader_always_finds_the_folder(tmp_path: Path) -> None:
    directory = tmp_path / "one"
    fill(directory, "first")
    with subprocess.Popen([sys.executable, "-c", REPLACING, str(directory)]) as process:
        looked = 0
        while process.poll() is None:
            assert directory.is_dir()
            looked += 1
    assert process.returncode == 0 and looked > 300
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_what_fails_leaves_the_folder_and_names_it(tmp_path: Path) -> None:
    fill(tmp_path / "one", "first")
    with pytest.raises(OSError, match="No space left"), replaced(tmp_path / "one") as aside:
        (aside / "text").write_text("second")
        raise OSError(28, "No space left on device")
    assert (tmp_path / "one" / "text").read_text() == "first"
    with pytest.raises(OSError, match="stays as it was") as caught, replaced(tmp_path / "one"):
        raise OSError("3 requested and 2 written")
    assert caught.value.filename == str(tmp_path / "one")


def test_what_a_killed_process_left_is_removed_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    directory = tmp_path / "one"
    assert subprocess.run([sys.executable, "-c", LEAVING, str(directory)]).returncode == 1
    (left,) = tmp_path.iterdir()
    with unfinished(directory) as first, unfinished(directory) as second:
        assert not left.exists() and first.is_dir() and second.is_dir()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_is_restored_where_the_block_fails(tmp_path: Path, there: bool) -> None:
    directory = tmp_path / "one"
    if there:
        fill(directory, "first")
    with pytest.raises(KeyboardInterrupt), restored_on_error(directory):
        fill(directory, "second")
        raise KeyboardInterrupt
    assert [path.read_text() for path in directory.glob("*")] == (["first"] if there else [])
    with restored_on_error(directory):
        fill(directory, "third")
    assert (directory / "text").read_text() == "third"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_without_an_exchange_in_one_step_the_folder_is_renamed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medkg.extraction.folders._exchanged", lambda one, other: False)
    fill(tmp_path / "one", "first")
    fill(tmp_path / "one", "second")
    (tmp_path / "one").rename(tmp_path / ".one-former")  # as a kill between the two leaves it
    with pytest.raises(ValueError, match="no"), replaced(tmp_path / "one"):
        raise ValueError("no")
    assert (tmp_path / "one" / "text").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
