"""The test server as the command line finds it: through the environment."""

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.store import Store


@pytest.fixture
def server(store: Store, neo4j_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty database whose address, user and password stand in the environment."""
    assert neo4j_connection.password
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_connection.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_connection.password)
    return store
