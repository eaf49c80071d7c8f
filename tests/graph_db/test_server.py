"""The local server, really started, stopped and killed."""

import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from medkg.graph_db.connection import Connection, find_connection
from medkg.graph_db.errors import InvalidConnection, PortTaken, ServerStartError
from medkg.graph_db.server.ports import ANY_PORT, choose_port
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store

STARTER = """
import sys
from pathlib import Path
from medkg.graph_db.server.server import Server
print(Server(Path(sys.argv[1]), port=0, heap="512m", page_cache="64m").start().pid)
"""


@dataclass(frozen=True)
class Started:
    """A server that two processes started at once: what each printed, and the command lines seen."""

    server: Server
    printed: list[str]
    command_lines: str


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    folder = tmp_path_factory.mktemp("server") / "a folder with spaces"
    command = [sys.executable, "-c", STARTER, str(folder)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    seen: set[str] = set()
    while any(starter.poll() is None for starter in starters):
        seen |= {" ".join(line) for starter in starters for line in commands_below(starter.pid)}
        time.sleep(0.05)
    server = Server(folder, port=0, heap="512m", page_cache="64m")
    yield Started(server, [starter.communicate()[0].strip() for starter in starters], "\n".join(seen))
    server.stop()


def commands_below(pid: int) -> list[list[str]]:
    try:
        return [child.cmdline() for child in psutil.Process(pid).children(recursive=True)]
    except psutil.Error:
        return []


def test_two_starts_at_once_start_one_server_that_outlives_them(started: Started) -> None:
    info = started.server.status()
    assert info is not None
    assert started.printed == [str(info.pid)] * 2
    assert psutil.pid_exists(info.pid)


def test_starting_again_changes_nothing(started: Started) -> None:
    assert started.server.start() == started.server.status()


def test_the_password_is_random_private_and_on_no_command_line(started: Started) -> None:
    password = started.server.password()
    assert len(password) >= 40
    assert "java" in started.command_lines
    assert password not in started.command_lines
    mode = (started.server.instance / "password").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(started.server.instance.stat().st_mode) == 0o700
    kept = [path for path in started.server.instance.rglob("*") if path.is_file() and path.name != "password"]
    assert [path.name for path in kept if password.encode() in path.read_bytes()] == []


def test_it_listens_on_loopback_only(started: Started) -> None:
    info = started.server.status()
    assert info is not None
    connections = psutil.Process(info.pid).net_connections(kind="inet")
    listening = {connection.laddr for connection in connections if connection.status == psutil.CONN_LISTEN}
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}
    assert info.uri in {f"bolt://127.0.0.1:{address.port}" for address in listening}


def test_a_connection_without_address_is_the_local_server(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    connection = find_connection(server=started.server)
    assert connection.password == started.server.password()
    with Store.open(connection) as store:
        version = store.read(
            "CALL dbms.components() YIELD versions, edition RETURN versions[0] AS v, edition"
        )
    info = started.server.status()
    assert info is not None
    assert version == [{"v": info.version, "edition": "community"}]


def test_variables_come_before_the_local_server_and_arguments_before_both(
    started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_URI", "neo4j+s://example.org")
    monkeypatch.setenv("NEO4J_USERNAME", "ada")
    monkeypatch.setenv("NEO4J_PASSWORD", "secret")
    monkeypatch.setenv("NEO4J_DATABASE", "graphs")
    connection = find_connection(server=started.server)
    assert (connection.uri, connection.user, connection.database) == (
        "neo4j+s://example.org",
        "ada",
        "graphs",
    )
    assert connection.password == "secret"
    assert "secret" not in repr(connection)
    given = find_connection("bolt://localhost", "grace", "other", server=started.server)
    assert (given.uri, given.user, given.database) == ("bolt://localhost", "grace", "other")


def test_killed_it_is_known_to_be_gone_and_starts_again_with_its_data(started: Started) -> None:
    info = started.server.start()
    with Store.open(find_connection(info.uri, server=started.server)) as store:
        store.write("MERGE (:Kept {id: 1})")
    psutil.Process(info.pid).kill()
    deadline = time.monotonic() + 30
    while started.server.status() is not None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert started.server.status() is None
    again = started.server.start()
    assert again.pid != info.pid
    with Store.open(find_connection(again.uri, server=started.server)) as store:
        assert store.read("MATCH (n:Kept) RETURN n.id AS id") == [{"id": 1}]


def test_stopped_it_is_gone_and_stopping_again_is_fine(started: Started) -> None:
    info = started.server.start()
    assert started.server.stop() is True
    assert not psutil.pid_exists(info.pid)
    assert started.server.status() is None
    assert started.server.stop() is False


def test_a_taken_port_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"port {port} of 127.0.0.1 is taken.*NEO4J_URI"):
            Server(tmp_path, port=port).start()


def test_a_free_port_is_free() -> None:
    port = choose_port(ANY_PORT)
    with socket.create_server(("127.0.0.1", port)):
        assert 0 < port < 65536


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(ValueError, match=f"{port} is no port"):
        choose_port(port)


def test_without_address_and_server_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with pytest.raises(InvalidConnection, match=r"medkg neo4j start.*NEO4J_URI"):
        find_connection(server=Server(tmp_path))


@pytest.mark.parametrize("uri", ["localhost", "http://localhost:7474", "bolt://", "", "bolt:/x"])
def test_an_address_that_is_none_is_refused(
    uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    with pytest.raises(InvalidConnection):
        find_connection(uri, server=Server(tmp_path))


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("bolt://[::1", r"the host of 'bolt://\[::1' is not allowed.*IPv6 address in brackets"),
        ("bolt://[x]:1", "the host of"),
        ("bolt://a..b:1", "the host of 'bolt://a..b:1' is not allowed; a name .1 to 63 characters"),
        (f"bolt://{'a' * 64}", "the host of"),
        ("bolt://127.0.0.1:99999", "the port of 'bolt://127.0.0.1:99999' is not allowed; 1 to 65535"),
        ("bolt://127.0.0.1:0", "1 to 65535"),
        ("bolt://127.0.0.1:x", "1 to 65535"),
    ],
)
def test_a_host_or_port_that_is_none_is_told(uri: str, told: str) -> None:
    with pytest.raises(InvalidConnection, match=told):
        Connection(uri, "ada", None)


@pytest.mark.parametrize("uri", ["bolt://[::1]:7687", "neo4j+s://x-1.example.org", "bolt://bücher.example:1"])
def test_an_address_is_taken(uri: str) -> None:
    assert Connection(uri, "ada", None).uri == uri


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    for uri in (
        "bolt://ada:hush@localhost",
        "http://ada:hush@localhost",
        "bolt://ada:hush@[::1",
        "bolt://ada:hush/@localhost",
    ):
        with pytest.raises(InvalidConnection) as caught:
            find_connection(uri, server=Server(tmp_path))
        assert "hush" not in str(caught.value)


def test_a_password_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("x")
    (tmp_path / "password").chmod(0o644)
    with pytest.raises(ServerStartError, match="chmod 600"):
        Server(tmp_path).password()


def test_a_missing_password_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(ServerStartError, match="is missing"):
        Server(tmp_path).password()


def test_status_of_nothing_makes_nothing(tmp_path: Path) -> None:
    server = Server(tmp_path / "absent")
    assert server.status() is None
    assert server.stop() is False
    assert list(tmp_path.iterdir()) == []
