"""The code blocks of the documentation run, in order, on a server of their own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from medkg.graph_db.server.folders import default_archives

pytestmark = pytest.mark.timeout(1800)
ROOT = Path(__file__).parents[2]
MEDKG = Path(sys.executable).with_name("medkg")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; ``name`` tells file and place in tests' names."""

    name: str
    language: str
    code: str


def blocks(file: str, *languages: str) -> list[Block]:
    found = FENCE.finditer((ROOT / "docs" / file).read_text(encoding="utf-8"))
    return [
        Block(f"{file}:{number}", match[1], match[2])
        for number, match in enumerate(found, start=1)
        if match[1] in languages
    ]


QUICKSTART = blocks("quickstart.md", "bash", "python")
CYPHER = blocks("graph-model.md", "cypher")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with the examples in it, and an environment with a data folder and a port of its own."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def block(self, block: Block) -> subprocess.CompletedProcess[str]:
        if block.language == "python":
            return self.run(sys.executable, "-c", block.code)
        return self.run("bash", "-euo", "pipefail", "-c", block.code)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("docs")
    (folder / "examples").symlink_to(ROOT / "examples")
    data = tmp_path_factory.mktemp("data")
    default_archives().mkdir(parents=True, exist_ok=True)
    (data / "neo4j").mkdir()
    (data / "neo4j" / "jars").symlink_to(default_archives())
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "MEDKG_"))}
    path = f"{MEDKG.parent}{os.pathsep}{kept.get('PATH', '')}"
    here = Place(folder, {**kept, "PATH": path, "MEDKG_DATA": str(data), "MEDKG_NEO4J_PORT": "0"})
    yield here
    here.run(str(MEDKG), "neo4j", "stop")


@pytest.fixture(scope="module")
def quickstart(place: Place) -> dict[str, subprocess.CompletedProcess[str]]:
    """What each block of the quick start said, all run in order."""
    return {block.name: place.block(block) for block in QUICKSTART}


@pytest.mark.parametrize("block", QUICKSTART, ids=lambda block: block.name)
def test_quick_start(block: Block, quickstart: dict[str, subprocess.CompletedProcess[str]]) -> None:
    done = quickstart[block.name]
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout


@pytest.mark.parametrize("block", CYPHER, ids=lambda block: block.name)
def test_queries_have_answers(
    block: Block, place: Place, quickstart: dict[str, subprocess.CompletedProcess[str]]
) -> None:
    done = place.run(str(MEDKG), "query", block.code, "--json")
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)
