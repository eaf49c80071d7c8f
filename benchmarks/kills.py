"""Kills loader and server at random moments of loads, goes on each time, and compares the graph.

    python benchmarks/kills.py [--kills 100] [--rows 8000] [--batch 100] [--seed 1]

On a server of its own two invented graphs are loaded in turn over each other, so that every load creates,
changes and deletes. Each load is killed (SIGKILL) at random moments, three times the loader and then the
server, which is started again; then it is run to its end and the graph's checksum compared with that of an
undisturbed load. Prints a JSON object a load, and one at the end.
"""

import argparse
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from medkg.graph_db.checksum import GraphChecksum, checksum
from medkg.graph_db.connection import Connection
from medkg.graph_db.errors import StoreError
from medkg.graph_db.load import load
from medkg.graph_db.rows import Edge, Node, NodeRef
from medkg.graph_db.schema import EdgeType, Schema
from medkg.graph_db.server.ports import ANY_PORT, choose_port
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store

SCHEMA = Schema(
    keyed_labels=("Thing",), extra_labels=("Odd",), edge_types=(EdgeType("NEXT", "Thing", "Thing"),)
)
SERVER_EVERY = 4


def nodes(count: int, variant: int) -> Iterator[Node]:
    """``count`` nodes; a tenth of them differ between the variants, a tenth is in one alone."""
    for number in range(count):
        if number % 10 != variant:
            size = number + (variant if number % 10 == 5 else 0)
            yield Node(NodeRef("Thing", f"T:{number}"), ("Odd",) if number % 2 else (), {"size": size})


def edges(count: int, variant: int) -> Iterator[Edge]:
    """Edges between nodes that every variant has."""
    shared = [number for number in range(count) if number % 10 > 1]
    for place, number in enumerate(shared):
        if place % 10 != variant:
            end = shared[(place * 7 + (variant if place % 10 == 5 else 0)) % len(shared)]
            ends = (NodeRef("Thing", f"T:{number}"), NodeRef("Thing", f"T:{end}"))
            yield Edge("NEXT", f"edge {number}", *ends, {"belief": place / count})


def load_variant(connection: Connection, count: int, variant: int, batch: int, patience: float) -> None:
    """Loads a variant; the work of a loader."""
    with Store.open(connection, patience=patience) as store:
        rows = nodes(count, variant), edges(count, variant)
        load(*rows, schema=SCHEMA, store=store, graph="main", batch_size=batch)


class Disturbed:
    """A server, and loads of it that are killed."""

    def __init__(self, folder: Path, count: int, batch: int) -> None:
        self.count, self.batch = count, batch
        self.server = Server(folder, port=choose_port(ANY_PORT), heap="512m", page_cache="64m")
        info = self.server.start()
        self.connection = Connection(info.uri, info.user, self.server.password())

    def loader(self, variant: int) -> "multiprocessing.process.BaseProcess":
        """A started process that loads ``variant``."""
        loader = multiprocessing.get_context("fork").Process(
            target=load_variant, args=(self.connection, self.count, variant, self.batch, 0.1)
        )
        loader.start()
        return loader

    def kill(self, variant: int, after: float, *, server: bool) -> bool:
        """Loads ``variant`` and kills loader or server ``after`` seconds; whether it was still loading."""
        loader = self.loader(variant)
        loader.join(after)
        running = loader.is_alive()
        if server:
            info = self.server.status()
            if info is not None:
                psutil.Process(info.pid).kill()
                psutil.Process(info.pid).wait(30) if psutil.pid_exists(info.pid) else None
            self.server.stop()
        loader.kill()
        loader.join()
        if server:
            self.server.start()
        return running

    def whole(self, variant: int) -> GraphChecksum:
        """Loads ``variant`` to the end, again where an error says that this may help; the checksum."""
        for last in (False, False, False, True):
            try:
                load_variant(self.connection, self.count, variant, self.batch, 30.0)
                break
            except StoreError as error:
                if last or not error.retryable:
                    raise
        with Store.open(self.connection) as store:
            return checksum(store)


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--rows", type=int, default=8000)
    options.add_argument("--batch", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    killed = {"loader": 0, "server": 0}
    differences = loads = 0
    with tempfile.TemporaryDirectory() as folder:
        disturbed = Disturbed(Path(folder) / "server", chosen.rows // 2, chosen.batch)
        try:
            expected = [disturbed.whole(0), disturbed.whole(1)]
            begun = time.monotonic()
            disturbed.whole(0)
            seconds = time.monotonic() - begun
            while sum(killed.values()) < chosen.kills:
                loads += 1
                variant = loads % 2
                for number in range(SERVER_EVERY):
                    server = number == SERVER_EVERY - 1
                    running = disturbed.kill(variant, chance.uniform(0, seconds / 2), server=server)
                    killed["server" if server else "loader"] += running
                differences += disturbed.whole(variant) != expected[variant]
                print(json.dumps({"kills": killed, "loads": loads, "differences": differences}), flush=True)
        finally:
            disturbed.server.stop()
    result = {
        "kills": killed,
        "loads": loads,
        "seconds_of_a_load": round(seconds, 1),
        "differences": differences,
    }
    print(json.dumps(result))
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
