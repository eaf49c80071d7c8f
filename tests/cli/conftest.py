"""The test server as the command line finds it, through the environment; a data folder with an index."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.store import Store
from medkg.kg.cli.run import run
from tests.linking.vocabulary_files import write


@pytest.fixture
def server(store: Store, neo4j_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty database whose address, user and password stand in the environment."""
    assert neo4j_connection.password
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password)
    return store


@pytest.fixture(scope="module")
def no_packages() -> Iterator[None]:
    """Indexes without the vocabularies of packages, which take long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("medkg.linking.index.ensure.package_sources", lambda known: [])
        patch.setattr("medkg.linking.index.ensure.package_versions", dict)
        yield


@pytest.fixture(scope="module")
def old_data(no_packages: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose index has the concept OLD:1, zalvoric gloom. Not to be written into."""
    folder = tmp_path_factory.mktemp("old")
    table = write(folder, "old.csv", "id,name,type\nOLD:1,zalvoric gloom,Disease\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MEDKG_DATA", str(folder / "data"))
        assert run(["vocab", "build", "old", str(table)]) == 0
    return folder / "data"
