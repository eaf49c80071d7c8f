"""The built wheel, installed in a fresh environment, works from another folder."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ("extraction", "graph_db", "kg", "linking", "pyproject.toml", "README.md", "LICENSE")
pytestmark = pytest.mark.timeout(1800)
UV = Path(sys.executable).with_name("uv")


def run(command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    environment["UV_SYSTEM_CERTS"] = "true"
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def done(command: Sequence[str | Path], *, cwd: Path) -> str:
    result = run(command, cwd=cwd)
    assert result.returncode == 0, result.stderr[-2000:]
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the sources, so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / "source" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / "source" / name)
    options = ["--no-deps", "--no-build-isolation", "-w", str(folder)]
    done([sys.executable, "-m", "pip", "wheel", *options, "./source"], cwd=folder)
    return next(folder.glob("medkg-*.whl"))


@pytest.fixture(scope="module")
def fresh(wheel: Path) -> Iterator[Path]:
    """A virtual environment with the wheel, beside the checkout so that uv links files and copies none."""
    folder = ROOT / ".work" / "wheel-test"
    shutil.rmtree(folder, ignore_errors=True)
    done([sys.executable, "-m", "venv", "--without-pip", folder], cwd=ROOT)
    python = folder / "bin" / "python"
    pins = ["-c", str(ROOT / "constraints.txt"), str(wheel)]
    if UV.exists():
        install = [str(UV), "pip", "install", "--python", str(python), *pins]
        if run([*install, "--offline"], cwd=ROOT).returncode:
            done(install, cwd=ROOT)
    else:
        done([sys.executable, "-m", "pip", "--python", python, "install", *pins], cwd=ROOT)
    yield folder / "bin" / "medkg"
    shutil.rmtree(folder)


def test_help_from_another_folder(fresh: Path, tmp_path: Path) -> None:
    assert "Usage: medkg" in done([fresh, "--help"], cwd=tmp_path)


def test_doctor_finds_what_it_declares(fresh: Path, tmp_path: Path) -> None:
    checks = json.loads(run([fresh, "doctor", "--json"], cwd=tmp_path).stdout)["checks"]
    states = {check["name"]: check["state"] for check in checks}
    assert states["packages"] == "ok"
    assert states["Java"] == "ok"


def test_extracts_with_the_shipped_weights(fresh: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Metformin is an effective treatment for type 2 diabetes mellitus.\n")
    done([fresh, "extract", note, "--output", tmp_path / "found.jsonl"], cwd=tmp_path)
    (line,) = (tmp_path / "found.jsonl").read_text().splitlines()
    assert {mention["text"].lower() for mention in json.loads(line)["mentions"]} >= {"metformin"}
