"""The connection, on a real server."""

import pytest

from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import AuthenticationFailed, QueryFailed, Unreachable, WriteRefused
from medkg.graph_db.server.ports import ANY_PORT, choose_port
from medkg.graph_db.store import Store, Transaction


def test_what_is_written_is_read_back(store: Store) -> None:
    store.write("CREATE (:Thing {id: $id, sizes: $sizes})", {"id": "a", "sizes": [1, 2]})
    assert store.read("MATCH (n:Thing) RETURN n.id AS id, n.sizes AS sizes") == [{"id": "a", "sizes": [1, 2]}]


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Thing)",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) SET n.id = 1",
        "CREATE CONSTRAINT FOR (n:Thing) REQUIRE n.id IS UNIQUE",
        "CALL db.createLabel('Thing')",
    ],
)
def test_a_read_cannot_write(store: Store, cypher: str) -> None:
    store.write("CREATE (:Thing {id: 7})")
    with pytest.raises(WriteRefused, match="a read may not write"):
        store.read(cypher)
    assert store.read("MATCH (n) RETURN n.id AS id") == [{"id": 7}]


def test_a_failed_transaction_leaves_nothing(store: Store) -> None:
    def work(transaction: Transaction) -> None:
        transaction.run("CREATE (:Thing)")
        transaction.run("RETURN 1 / 0")

    with pytest.raises(QueryFailed):
        store.transaction(work)
    assert store.read("MATCH (n) RETURN n") == []


def test_a_wrong_statement_names_its_status_code(store: Store) -> None:
    with pytest.raises(QueryFailed) as caught:
        store.read("MATCH (n RETURN n")
    assert caught.value.code == "Neo.ClientError.Statement.SyntaxError"
    assert not caught.value.retryable


def test_a_wrong_password_is_said_and_not_shown(neo4j_connection: Connection) -> None:
    wrong = Connection(neo4j_connection.uri, "neo4j", "not the password")
    with pytest.raises(AuthenticationFailed) as caught:
        Store.open(wrong)
    assert "NEO4J_PASSWORD" in str(caught.value)
    assert "not the password" not in str(caught.value) + repr(wrong)


def test_nobody_there_is_retryable() -> None:
    nowhere = Connection(f"bolt://127.0.0.1:{choose_port(ANY_PORT)}", "neo4j", "x")
    with pytest.raises(Unreachable) as caught:
        Store.open(nowhere)
    assert caught.value.retryable


def test_graph_values_come_back_plain(store: Store) -> None:
    rows = store.write(
        "CREATE path = (a:B:A {id: 1})-[r:KNOWS {since: date('2020-01-02')}]->(:C) "
        "RETURN a, r, path, point({x: 1, y: 2}) AS place, "
        "[null, {deep: [datetime('2020-01-02T03:04:05Z')]}] AS nested"
    )
    node = {"labels": ["A", "B"], "properties": {"id": 1}}
    knows = {"type": "KNOWS", "properties": {"since": "2020-01-02"}}
    assert rows == [
        {
            "a": node,
            "r": knows,
            "path": [node, knows, {"labels": ["C"], "properties": {}}],
            "place": [1.0, 2.0],
            "nested": [None, {"deep": ["2020-01-02T03:04:05.000000000+00:00"]}],
        }
    ]


def test_streaming_may_be_left_early(store: Store) -> None:
    numbers = store.stream("UNWIND range(1, 100000) AS number RETURN number")
    assert next(numbers) == {"number": 1}
    numbers.close()  # type: ignore[attr-defined] # it is a generator
    assert store.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_slow_statement_is_cut_off(neo4j_connection: Connection) -> None:
    with (
        Store.open(neo4j_connection, timeout=0.5) as store,
        pytest.raises(QueryFailed, match="the timeout"),
    ):
        store.read("UNWIND range(1, 2000000000) AS number RETURN sum(number * number) AS total")


def test_the_password_is_never_shown(store: Store, neo4j_connection: Connection) -> None:
    assert neo4j_connection.password is not None
    assert neo4j_connection.password not in repr(store) + repr(neo4j_connection)


def test_dropped_notifications_raise_no_warning(store: Store) -> None:
    assert store.read("MATCH (n:NoSuchLabel) RETURN n.no_such_property AS nothing, id(n) AS old") == []
