"""Small invented vocabularies, compiled; and the real package vocabularies, compiled once a run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span
from medkg.linking.index.compile import compile_index
from medkg.linking.index.index import Index
from medkg.linking.linker import Linker
from medkg.linking.vocabularies.packages import package_sources
from tests.linking.concepts import INVENTED, source_of


@pytest.fixture(scope="session")
def invented_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the invented concepts."""
    folder = tmp_path_factory.mktemp("linking") / "index"
    compile_index([source_of("invented", INVENTED)], folder)
    return folder


@pytest.fixture(scope="session")
def invented_index(invented_folder: Path) -> Index:
    return Index.open(invented_folder)


@pytest.fixture(scope="session")
def linker(invented_index: Index) -> Linker:
    return Linker(invented_index)


@pytest.fixture(scope="session")
def package_linker(tmp_path_factory: pytest.TempPathFactory) -> Linker:
    """A linker over the vocabularies of the installed packages."""
    folder = tmp_path_factory.mktemp("packages") / "index"
    compile_index(package_sources(), folder)
    return Linker(Index.open(folder))


@pytest.fixture(scope="session")
def mention_of() -> Callable[..., Mention]:
    """Makes a mention of a text that is nothing else."""

    def make(text: str, type: str = "Disease", *identifiers: str) -> Mention:
        return Document("D1", text).mention(Span(0, len(text)), type, identifiers=identifiers)

    return make
