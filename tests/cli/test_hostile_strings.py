"""Ten thousand hostile strings at every parameter of every command that asks, on a real server.

Each gets an answer or a clear error, and the graph stays as it was.
"""

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from medkg.graph_db.checksum import checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import StoreError
from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from medkg.kg.build import NotABuildError
from medkg.kg.cli import connection as opening
from medkg.kg.cli.app import app
from medkg.kg.cli.run import run
from medkg.kg.diagnosis import DiagnosisError
from medkg.kg.graph import graph_schema
from medkg.kg.questions import QuestionError
from tests.kg.invented_graph import edges, nodes

STRINGS = 10_000
AT_ONCE = 3
PIECES = (
    "'", '"', "\\", "`", "\n", "\r", "\t", "\u2028", "\u202e", "\ud800", "\U0001f9ec", "é", "e\u0301", "$",
    "{}", "}}", "*", "?", "~", "^", ":", "/", "//", "/*", "--", "#", ";", "+", "-", "&&", "||", "!", "(", ")",
    "[", "]", " AND ", " OR ", " NOT ", " TO ", "zalvoria", "lumexadol", "X:a", "X:", ":a", "' OR 1=1",
    "'}) DETACH DELETE (n", "MATCH (n) DETACH DELETE n", "$id", "{id: 'X:a'}", "%s", "{0}", "../",
    "<script>", "\x1b[31m", "a" * 300, "9" * 40, "null", "NaN", "HP:3", "violet rash", "-1", "1e9",
    "--json", "@file", "=",
)  # fmt: skip
FACT = {"subject": "X:a", "predicate": "TREATS", "object": "X:z"}
VALID: dict[str, dict[str, str]] = {
    "show": {"concept": "X:z"},
    "treatments": {"disease": "X:z"},
    "symptoms": {"disease": "X:z"},
    "why": FACT,
    "evidence-table": FACT,
    "safety": {"drugs": "X:a"},
    "compare": {"first": "X:a", "second": "X:b", "disease": "X:z"},
    "paths": {"first": "X:a", "second": "X:z"},
    "similar": {"disease": "X:z"},
    "new": {"since": "2001"},
    "infer": {"concept": "X:a"},
    "contradictions": {"concept": "X:a"},
    "diagnose": {"present": "Seizure"},
    "query": {"cypher": "MATCH (c:Concept {id: 'X:a'}) RETURN c.name"},
    "search": {"text": "zalvorja"},
    "stats": {},
    "network rank": {"type": "Drug"},
    "network communities": {},
    "network chain": {"first": "X:a", "second": "X:z"},
    "diff": {"old": ".", "new": "."},
    "export": {"directory": ".", "format": "jsonl"},
    "load": {"directory": "."},
}
WRITTEN = {"output", "plots", "plot", "graph"}
SERVER = {"uri", "user", "database"}

Target = tuple[str, str]


def group() -> TyperGroup:
    found = get_command(app)
    assert isinstance(found, TyperGroup)
    return found


def commands(within: TyperGroup, words: str = "") -> Iterator[tuple[str, TyperCommand]]:
    """Each command by its words, those of groups too."""
    for name, command in within.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{words}{name} ")
        else:
            assert isinstance(command, TyperCommand)
            yield words + name, command


ALL = group()
COMMANDS = dict(commands(ALL))
TARGETS: list[Target] = [
    (name, str(parameter.name))
    for name in VALID
    for parameter in COMMANDS[name].params
    if getattr(parameter, "bare_type", None) is not bool and parameter.name not in WRITTEN | SERVER
]


def arguments(command: str, values: dict[str, str]) -> list[str]:
    options, words = [], []
    for parameter in COMMANDS[command].params:
        if parameter.name in values and isinstance(parameter, TyperArgument):
            words.append(values[parameter.name])
        elif parameter.name in values and isinstance(parameter, TyperOption):
            options.append(f"{parameter.opts[0]}={values[parameter.name]}")
    return [*command.split(), *options, "--", *words]


def hostile(chance: random.Random) -> str:
    return "".join(chance.choices(PIECES, k=chance.randint(1, 6)))


def answered(target: Target, text: str) -> bool:
    """Whether the command answered; any error but a clear one fails the test."""
    command, parameter = target
    try:
        ALL.main(args=arguments(command, VALID[command] | {parameter: text}), standalone_mode=False)
    except (QuestionError, DiagnosisError, NotABuildError, StoreError, typer.TyperException) as error:
        assert 0 < len(str(error)) < 5000
        return False
    return True


@pytest.fixture(scope="module")
def graph(neo4j_connection: Connection) -> Iterator[Store]:
    with Store.open(neo4j_connection) as store:
        store.write("MATCH (n) DETACH DELETE n")
        load(nodes(), edges(), schema=graph_schema(), store=store, graph="hostile")
        yield store
        store.write("MATCH (n) DETACH DELETE n")


@pytest.fixture
def opened(graph: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Store:
    """The commands ask over one connection, in an empty folder."""

    @contextmanager
    def same(*_: Any, **__: Any) -> Iterator[Store]:
        yield graph

    monkeypatch.setattr(opening, "open_store", same)
    monkeypatch.chdir(tmp_path)
    return graph


def test_every_command_that_asks_a_server_is_meant() -> None:
    asking = {
        name
        for name, command in COMMANDS.items()
        if SERVER & {parameter.name for parameter in command.params}
    }
    assert asking <= VALID.keys() | {"embed", "evaluate diagnosis"}
    assert len(TARGETS) > 60


@pytest.mark.parametrize("command", VALID.keys() - {"diff", "export", "load", "diagnose"})
def test_the_valid_values_are_answered(
    opened: Store, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments(command, VALID[command])) == 0, capsys.readouterr().err


@pytest.mark.timeout(1800)
def test_ten_thousand_strings_change_nothing(opened: Store, capsys: pytest.CaptureFixture[str]) -> None:
    before, chance = checksum(opened), random.Random(7)
    work = [(target, hostile(chance)) for target in islice(cycle(TARGETS), STRINGS)]

    def all_of(part: Sequence[tuple[Target, str]]) -> int:
        return sum(answered(target, text) for target, text in part)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = sum(pool.map(all_of, [work[number::AT_ONCE] for number in range(AT_ONCE)]))
    assert checksum(opened) == before
    assert 0 < answers < STRINGS
    assert "Traceback" not in "".join(capsys.readouterr())
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize("parameter", sorted(SERVER))
def test_hostile_servers(
    graph: Store,
    neo4j_connection: Connection,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    parameter: str,
) -> None:
    monkeypatch.setenv("NEO4J_URI", neo4j_connection.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", str(neo4j_connection.password))
    chance = random.Random(8)
    for _ in range(20):
        assert run(["show", f"--{parameter}={hostile(chance)}", "X:z"]) in (0, 1, 2)
        assert len(capsys.readouterr().err.splitlines()) <= 1


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "a b " * 250_000, "X:" + "9" * 1_000_000, "(" * 1_000_000, "\0"]
)
@pytest.mark.parametrize("command", ["show", "search", "why", "safety", "diagnose"])
def test_a_million_characters_get_an_answer(
    opened: Store, command: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parameter = next(iter(VALID[command]))
    assert run(arguments(command, VALID[command] | {parameter: text})) == (0 if command == "search" else 1)
    told = capsys.readouterr().err
    assert len(told) < 5000
    assert len(told.splitlines()) == (0 if command == "search" else 1)


def test_a_name_within_hostile_space_is_still_found(
    opened: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["show", "\n zalvoria\t"]) == 0
    assert "X:z" in capsys.readouterr().out
