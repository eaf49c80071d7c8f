"""Exit codes and one-line errors of the command line."""

import subprocess
import sys
from pathlib import Path

import pytest

from medkg.kg.cli.run import run


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["frobnicate"], ["frobnicate", "query", "doctor"]),
        (["neo4j", "frobnicate"], ["frobnicate", "start, status, stop"]),
        (["neo4j", "start", "--port", "many"], ["--port", "many", "integer"]),
        (["neo4j", "start", "--port", "70000"], ["--port", "70000", "65535"]),
        (["neo4j", "start", "--prot", "1"], ["--prot", "--port"]),
        (["query"], ["CYPHER"]),
        (["query", "RETURN 1", "--param", "x"], ["--param", "'x'", "NAME=VALUE"]),
        (["query", "RETURN 1", "--param", "=x"], ["--param", "'=x'", "NAME=VALUE"]),
        (["query", "RETURN 1", "--uri", "http://example.org"], ["--uri", "example.org", "bolt"]),
        (["query", "RETURN 1", "--uri", "bolt://me:secret@localhost"], ["--uri", "NEO4J_PASSWORD"]),
    ],
)
def test_wrong_use_is_one_line_with_the_value_and_what_is_allowed(
    arguments: list[str], names: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = lines(capsys)
    assert len(told) == 1
    assert told[0].startswith("medkg: ")
    for name in names:
        assert name in told[0]
    assert "secret" not in told[0]


def test_a_wrong_address_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    for uri in ("bolt://[::1", "bolt://a..b:1", "bolt://127.0.0.1:99999"):
        assert run(["query", "RETURN 1", "--uri", uri]) == 2
        (told,) = lines(capsys)
        assert "--uri" in told and "allowed" in told


def test_failed_work_is_one_line_and_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "RETURN 1", "--uri", "bolt://127.0.0.1:1"]) == 1
    told = lines(capsys)
    assert len(told) == 1
    assert "127.0.0.1:1" in told[0]


@pytest.mark.parametrize("place", [0, 2])
def test_debug_shows_the_stack_anywhere_on_the_line(place: int, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["query", "RETURN 1", "--uri", "bolt://127.0.0.1:1"]
    arguments.insert(place, "--debug")
    assert run(arguments) == 1
    assert any(line.startswith("Traceback") for line in lines(capsys))


def test_a_status_that_is_no_success_is_an_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["neo4j", "status", "--folder", str(tmp_path / "none"), "--json"]) == 1
    assert '"running": false' in capsys.readouterr().out


def test_stopping_what_does_not_run_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["neo4j", "stop", "--folder", str(tmp_path / "none")]) == 0
    assert "no local server" in capsys.readouterr().out


def test_version_and_bare_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("medkg ")
    assert run([]) == 2
    assert "Usage: medkg" in capsys.readouterr().err


def test_a_closed_pipe_is_quiet() -> None:
    program = "import sys; sys.stdin.read(); from medkg.kg.cli import main; main(['--help'])"
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    process.stdin.close()
    with process:
        told = process.stderr.read()
    assert b"Traceback" not in told
    assert b"Exception ignored" not in told
