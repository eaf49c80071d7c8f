"""The Java command lines of Neo4j. No password ever stands on one."""

import os
import secrets
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from medkg.graph_db.errors import ServerStartError
from medkg.graph_db.server.files import create

_OPENS = tuple(
    f"--add-opens=java.base/{package}=ALL-UNNAMED"
    for package in ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
)


def server_command(
    java: Path, archives: Path, instance: Path, *, heap: str, options: Sequence[str] = ()
) -> list[str]:
    """Runs the server of ``instance``; ``heap`` is the largest heap of Java with its unit (``1g``)."""
    return [
        str(java),
        f"-Xmx{heap}",
        "-XX:+ExitOnOutOfMemoryError",
        *options,
        *_OPENS,
        "-Dfile.encoding=UTF-8",
        "-cp",
        str(archives / "*"),
        "org.neo4j.server.CommunityEntryPoint",
        f"--home-dir={instance}",
        f"--config-dir={instance / 'conf'}",
    ]


def admin_command(java: Path, archives: Path, *words: str, heap: str = "1g") -> list[str]:
    """Runs Neo4j's administration tool with ``words``."""
    opens = (*_OPENS, "-XX:+UseParallelGC", f"-Xmx{heap}")
    return [str(java), *opens, "-cp", str(archives / "*"), "org.neo4j.cli.AdminTool", *words]


def environment(instance: Path) -> dict[str, str]:
    """The environment of Neo4j's processes: ours, without the NEO4J_ variables of the user."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    return ours | {"NEO4J_HOME": str(instance), "NEO4J_CONF": str(instance / "conf")}


def set_initial_password(java: Path, archives: Path, instance: Path, password: str) -> None:
    """Sets the password of a server that has never run.

    The whole command stands in a file of Java's argument-file format that only its owner reads and that is
    deleted at once, so the list of processes shows its path alone.

    Raises:
        ServerStartError: when Neo4j's administration tool fails.
    """
    words = [*_OPENS, "-cp", str(archives / "*"), "org.neo4j.cli.AdminTool"]
    words += ["dbms", "set-initial-password", password]
    arguments = instance / f".arguments.{secrets.token_hex(4)}"
    try:
        create(arguments, "\n".join(_quoted(word) for word in words))
        _run([str(java), f"@{arguments}"], environment(instance))
    finally:
        arguments.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _run(command: Sequence[str], env: Mapping[str, str]) -> None:
    try:
        subprocess.run(command, env=env, capture_output=True, timeout=120, check=True)
    except subprocess.CalledProcessError as error:
        told = error.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise ServerStartError(f"Neo4j's administration tool could not set the password: {told[0]}") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ServerStartError(f"Neo4j's administration tool did not run: {type(error).__name__}") from None
