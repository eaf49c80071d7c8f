"""A real Neo4j for every test that asks for one; property tests without deadlines: no speed is asserted."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from medkg.graph_db.connection import Connection
from medkg.graph_db.server.server import Server, ServerInfo
from medkg.graph_db.store import Store

settings.register_profile("medkg", deadline=None)
settings.load_profile("medkg")


@pytest.fixture(scope="session")
def neo4j_instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of this test run's own, on a free port, with the shared Java archives."""
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    server = Server(
        tmp_path_factory.mktemp("neo4j"), port=0, heap="768m", page_cache="128m", java_options=quick
    )
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def neo4j_server(neo4j_instance: Server) -> ServerInfo:
    """Where that server listens."""
    info = neo4j_instance.status()
    assert info is not None
    return info


@pytest.fixture(scope="session")
def neo4j_connection(neo4j_instance: Server, neo4j_server: ServerInfo) -> Connection:
    """How to connect to it."""
    return Connection(neo4j_server.uri, neo4j_server.user, neo4j_instance.password())


@pytest.fixture
def store(neo4j_connection: Connection) -> Iterator[Store]:
    """A connection to a database without nodes; constraints and indexes of earlier tests stay."""
    with Store.open(neo4j_connection) as store:
        _empty(store)
        yield store


def _empty(store: Store) -> None:
    while store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS deleted")[0][
        "deleted"
    ]:
        continue
