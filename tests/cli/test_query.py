"""`medkg query` on a real server."""

import json

import pytest

from medkg.graph_db.store import Store
from medkg.kg.cli.query import parse_parameters
from medkg.kg.cli.run import run


def test_rows_as_json_and_as_a_table(server: Store, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["query", "RETURN $id AS id, $n + 1 AS n", "--param", "id=MESH:D1", "--param", "n=41"]
    assert run([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": "MESH:D1", "n": 42}]
    assert run(asked) == 0
    shown = capsys.readouterr().out
    assert "MESH:D1" in shown
    assert "42" in shown


def test_nothing_is_written_without_write(server: Store, capsys: pytest.CaptureFixture[str]) -> None:
    create = "CREATE (n:Concept {id: 'X:1'}) RETURN n.id AS id"
    assert run(["query", create]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert server.read("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    assert run(["query", create, "--write", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"id": "X:1"}]
    assert server.read("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]


def test_a_wrong_statement_is_one_line(server: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "MATCH (n\nRETURN"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_wrong_password_is_not_shown(
    server: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not-the-password")
    assert run(["--debug", "query", "RETURN 1"]) == 1
    assert "not-the-password" not in capsys.readouterr().err


def test_no_rows_is_said_beside_the_answer(server: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "MATCH (n:Nothing) RETURN n"]) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "no rows" in captured.err


def test_parameters_are_json_where_they_can_be() -> None:
    assert parse_parameters(["a=1", "b=[1, 2]", "c=D1", 'd="1"', "e=x=y", "f="]) == {
        "a": 1,
        "b": [1, 2],
        "c": "D1",
        "d": "1",
        "e": "x=y",
        "f": "",
    }
