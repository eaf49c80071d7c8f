"""Builds of an invented corpus."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from medkg.kg.build import BuildReport
from tests.kg.corpora import DOCUMENTS, build_corpus, write_corpus

settings.register_profile("no deadline", deadline=None, max_examples=60)
settings.load_profile("no deadline")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A JSONL file with the invented corpus."""
    return write_corpus(tmp_path / "corpus.jsonl", DOCUMENTS)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """The directory of its build, not to be changed, and the report."""
    folder = tmp_path_factory.mktemp("built")
    return folder / "build", build_corpus(
        [write_corpus(folder / "corpus.jsonl", DOCUMENTS)], folder / "build"
    )


@pytest.fixture
def rebuilt(built: tuple[Path, BuildReport], tmp_path: Path) -> Path:
    """A copy of that directory."""
    return Path(shutil.copytree(built[0], tmp_path / "rebuilt"))
