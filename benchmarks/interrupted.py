"""Kills a build and a load at random, goes on each time, and compares the graph with an undisturbed one.

    python benchmarks/interrupted.py FOLDER_OR_FILE... --work FOLDER [--kills 20] [--seed 1] [--seconds N]

A finished build of the same input in FOLDER/plain is taken as the undisturbed one; ``--seconds`` then says
how long it took.
Prints one JSON object: when it killed, in seconds after each start, both checksums, whether they agree.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from medkg.graph_db.checksum import GraphChecksum, checksum
from medkg.graph_db.server.password import read_password
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store

_MEDKG = Path(sys.executable).with_name("medkg")
_SHORTEST = 0.5


@contextmanager
def own_server(folder: Path) -> Iterator[None]:
    """A server of its own in ``folder``, named by the environment variables that medkg reads."""
    server = Server(folder, port=0)
    info = server.start()
    os.environ["NEO4J_URI"], os.environ["NEO4J_USERNAME"] = info.uri, info.user
    os.environ["NEO4J_PASSWORD"] = read_password(folder)
    try:
        yield
    finally:
        server.stop()


def seconds_of(command: Sequence[str]) -> float:
    """Runs ``command`` to its end."""
    started = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


def killed(command: Sequence[str], after: float) -> bool:
    """Whether ``command`` was still running ``after`` seconds from its start, and so was killed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True
    return False


def disturb(command: Sequence[str], seconds: float, kills: int, generator: random.Random) -> list[float]:
    """Starts ``command`` and kills it ``kills`` times, spread over its ``seconds``; then lets it finish.

    A run that ends before its moment does not count as killed and the rest of the kills fall due on repeats.
    """
    moments = []
    for _ in range(kills):
        after = generator.uniform(_SHORTEST, max(2 * seconds / kills, 8.0 if seconds > 16 else seconds))
        if killed(command, after):
            moments.append(round(after, 1))
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return moments


def graph() -> GraphChecksum:
    """The checksum of the database."""
    with Store.connect() as store:
        return checksum(store)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=0.0)
    arguments = parser.parse_args()
    plain, disturbed = arguments.work / "plain", arguments.work / "disturbed"
    generator = random.Random(arguments.seed)

    def build(out: Path) -> list[str]:
        return [str(_MEDKG), "build", *arguments.inputs, "--out", str(out), "--json"]

    def load(out: Path) -> list[str]:
        return [str(_MEDKG), "load", str(out), "--json"]

    with own_server(arguments.work / "neo4j-plain"):
        build_seconds = max(seconds_of(build(plain)), arguments.seconds)
        load_seconds = seconds_of(load(plain))
        expected = graph()
    with own_server(arguments.work / "neo4j-disturbed"):
        half = arguments.kills // 2
        builds = disturb(
            build(disturbed), seconds=build_seconds, kills=arguments.kills - half, generator=generator
        )
        loads = disturb(load(disturbed), seconds=load_seconds, kills=half, generator=generator)
        found = graph()
    result = {
        "build_seconds": round(build_seconds, 1),
        "load_seconds": round(load_seconds, 1),
        "build_kills_after": builds,
        "load_kills_after": loads,
        "undisturbed": asdict(expected),
        "disturbed": asdict(found),
        "same": expected == found,
    }
    print(json.dumps(result, indent=2))
    sys.exit(0 if expected == found else 1)


if __name__ == "__main__":
    main()
