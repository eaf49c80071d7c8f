"""`medkg vocab build` that is killed or finds the disk full: what was there before answers as before."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from tests.linking.vocabulary_files import write

SCRIPT = Path(__file__).with_name("vocab_alone.py")
KILLS = 3
NEW = "id,name,type\n" + "".join(
    f"ACME:{number},glow {number} of {chr(97 + number % 26) * 5},Disease\n" for number in range(1500)
)


def start(data: Path, *arguments: str, largest: int = 0) -> subprocess.Popen[str]:
    environment = {**os.environ, "MEDKG_DATA": str(data), "MEDKG_LARGEST_FILE": str(largest)}
    command = [sys.executable, str(SCRIPT), "vocab", *arguments]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def data(old_data: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old_data, tmp_path / "data"))


def answers(data: Path) -> list[str]:
    """What the index that stands there, as it is, finds for the name of the old concept."""
    linker = Linker(Index.open(data / "index"))
    return [str(found.concept.curie) for found in linker.find("zalvoric gloom")]


def left_aside(data: Path) -> list[str]:
    return [path.name for path in data.rglob(".*")]


def test_killed_builds_leave_the_old_index_and_the_next_one_ends(data: Path, tmp_path: Path) -> None:
    table, chance, killed = write(tmp_path, "new.csv", NEW), random.Random(11), 0
    for _ in range(KILLS):
        with start(data, "build", "new", str(table)) as process:
            while not list(data.glob(".index-*")) and process.poll() is None:
                time.sleep(0.002)
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            killed += process.wait(100) == -signal.SIGKILL
        assert answers(data)[0] == "OLD:1"
    assert killed >= KILLS // 2
    with start(data, "build", "new", str(table)) as process:
        assert process.wait(100) == 0
    assert answers(data)[0] == "OLD:1"
    assert Index.open(data / "index").manifest.concepts == 1501
    assert left_aside(data) == []


@pytest.mark.parametrize("part", [0.02, 1.0])
def test_a_full_disk_is_told_and_nothing_changes(data: Path, tmp_path: Path, part: float) -> None:
    table = write(tmp_path, "new.csv", NEW)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    vectors = 1501 * (128 * 4 + 8)  # that many bytes at least has the file of vectors, which is the largest
    with start(data, "build", "new", str(table), largest=int(vectors * part) - 1) as process:
        _, told = process.communicate(timeout=100)
    assert process.returncode == 1
    assert len(told.splitlines()) == 1 and "cannot be written, and stays as it was: File too large" in told
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
    assert answers(data) == ["OLD:1"]
