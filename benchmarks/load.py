"""Rows per second of a load, beside hand-written ``UNWIND … MERGE`` on the same server in the same run.

    python benchmarks/load.py [--rows 40000] [--rounds 3] [--rivals PYTHON] [--plugins JAR...]

Starts a server of its own in a temporary folder. Each way loads the same invented graph (half nodes, half
edges; its rows are made before the clock starts) into an empty database, in turn; ``again`` is our load of
the build that is there already. PYTHON is one that has kgx and neo4j-graphrag, whose writers are measured too
(benchmarks/rivals.py); the latter needs APOC, as JARs (apoc-core, apoc-common, opencsv, RoaringBitmap).
Prints one JSON object: for each the median, least and greatest rows/s of the rounds and the median of the
processor time of client and server, in microseconds a row, which tells more where others use the machine too;
and ours as multiples of the others (of medians). Each figure is told on standard error as it comes; round 0
only warms up.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import psutil

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.loading.constraints import ensure_constraints
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.schema import EdgeType, Schema
from medkg.graph_db.server.folders import default_archives
from medkg.graph_db.server.jars import NEO4J_VERSION
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store

BATCH_SIZE = 5000
SCHEMA = Schema(
    keyed_labels=("Thing",), extra_labels=("Odd",), edge_types=(EdgeType("NEXT", "Thing", "Thing"),)
)


def nodes(count: int) -> Iterator[Node]:
    """``count`` nodes of four properties."""
    for number in range(count):
        properties: dict[str, Value] = {"name": f"thing number {number}", "size": number, "score": number / 7}
        labels = ("Odd",) if number % 2 else ()
        yield Node(NodeRef("Thing", f"T:{number}"), labels, {**properties, "tags": ["a", "b"]})


def edges(count: int) -> Iterator[Edge]:
    """``count`` edges of two properties between ``count`` nodes."""
    for number in range(count):
        start, end = NodeRef("Thing", f"T:{number}"), NodeRef("Thing", f"T:{number * 7919 % count}")
        yield Edge("NEXT", f"edge {number}", start, end, {"belief": number / count, "papers": number % 9})


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a graph of ``count`` nodes and as many edges."""

    count: int
    nodes: list[Node]
    edges: list[Edge]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall, and processor seconds of the client and of the server."""

    seconds: float
    client: float
    server: float = 0.0


Way = Callable[[Store, Rows], Cost | None]


def ours(store: Store, rows: Rows) -> None:
    """Our load."""
    load(rows.nodes, rows.edges, schema=SCHEMA, store=store, graph="benchmark", build=str(rows.count))


def by_hand(store: Store, given: Rows) -> None:
    """The plainest way that a second run does not double: no ledger, no deletion, no counts."""
    rows: list[dict[str, Any]] = [{"id": n.ref.id, "p": dict(n.properties)} for n in given.nodes]
    in_batches(store, "UNWIND $rows AS row MERGE (n:Thing {id: row.id}) SET n += row.p", rows)
    rows = [{"a": e.start.id, "b": e.end.id, "key": e.key, "p": dict(e.properties)} for e in given.edges]
    statement = (
        "UNWIND $rows AS row MATCH (a:Thing {id: row.a}) MATCH (b:Thing {id: row.b}) "
        "MERGE (a)-[r:NEXT {key: row.key}]->(b) SET r += row.p"
    )
    in_batches(store, statement, rows)


def in_batches(store: Store, statement: str, rows: Sequence[dict[str, Any]]) -> None:
    """Runs ``statement`` with ``rows`` in as many transactions as our load takes."""
    for start in range(0, len(rows), BATCH_SIZE):
        store.write(statement, {"rows": rows[start : start + BATCH_SIZE]})


def cost(way: Way, store: Store, rows: Rows, server: psutil.Process) -> Cost:
    """What a way costs; it may tell itself what counts of wall and client."""
    before, begun, client = sum(server.cpu_times()[:2]), time.perf_counter(), time.process_time()
    told = way(store, rows) or Cost(time.perf_counter() - begun, time.process_time() - client)
    return Cost(told.seconds, told.client, sum(server.cpu_times()[:2]) - before)


def rival(name: str, python: Path, folder: Path, password: str) -> Way:
    """The way of another package's writer."""

    def way(store: Store, rows: Rows) -> Cost:
        given = {
            "nodes": [[n.ref.id, bool(n.labels), dict(n.properties)] for n in rows.nodes],
            "edges": [[e.key, e.start.id, e.end.id, dict(e.properties)] for e in rows.edges],
        }
        file = folder / f"{rows.count}.json"
        file.write_text(json.dumps(given), encoding="utf-8")
        command = [str(python), str(Path(__file__).with_name("rivals.py")), name, str(file), store.uri]
        env = os.environ | {"NEO4J_PASSWORD": password}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        written = store.read("MATCH ()-[r:NEXT]->() RETURN count(r) AS n")[0]["n"]
        if written != rows.count:
            raise RuntimeError(f"{name} wrote {written} of {rows.count} edges")
        return Cost(*map(float, done.stdout.split()[-2:]))

    return way


def empty(store: Store) -> None:
    """Deletes everything but constraints and indexes."""
    while store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n")[0]["n"]:
        continue


def measure(
    store: Store, server: psutil.Process, count: int, rounds: int, rivals: dict[str, Way]
) -> dict[str, Any]:
    """The figures of all rounds; one small round before them warms the server up."""
    ways: dict[str, Way] = {"by_hand": by_hand, "ours": ours, "again": ours, **rivals}
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    work: dict[str, list[float]] = {name: [] for name in ways}
    ensure_constraints(store, SCHEMA)
    for label in ("biolink:NamedThing", "Odd"):
        store.write(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE")
    for number in range(rounds + 1):
        size = count if number else min(count, 2 * BATCH_SIZE)
        rows = Rows(size, list(nodes(size)), list(edges(size)))
        for name, way in ways.items():
            if name != "again":
                empty(store)
            found = cost(way, store, rows, server)
            speeds[name].append(2 * size / found.seconds)
            work[name].append((found.client + found.server) / (2 * size) * 1e6)
            told = f"{speeds[name][-1]:.0f} rows/s, processor {work[name][-1]:.1f} us a row"
            print(f"round {number}, {name}: {told}", file=sys.stderr, flush=True)
    return {"rows": 2 * count, **_spread(speeds, work), "ours_over": _ratios(speeds, work)}


def _spread(speeds: dict[str, list[float]], work: dict[str, list[float]]) -> dict[str, Any]:
    return {
        name: {
            "median": round(median(values[1:])),
            "least": round(min(values[1:])),
            "greatest": round(max(values[1:])),
            "processor": round(median(work[name][1:]), 1),
        }
        for name, values in speeds.items()
    }


def _ratios(speeds: dict[str, list[float]], work: dict[str, list[float]]) -> dict[str, Any]:
    """How many times as quick ours is, by wall and by processor time."""
    return {
        name: {
            "wall": round(median(speeds["ours"][1:]) / median(speeds[name][1:]), 2),
            "processor": round(median(work[name][1:]) / median(work["ours"][1:]), 2),
        }
        for name in speeds
        if name != "ours"
    }


def distribution(home: Path, instance: Path, plugins: Sequence[Path]) -> Path:
    """A Neo4j with ``plugins``, which it wants among its own archives and in the plugins of ``instance``."""
    (home / "lib").mkdir(parents=True)
    for jar in [*(default_archives() / NEO4J_VERSION).glob("*.jar"), *plugins]:
        (home / "lib" / jar.name).symlink_to(jar.absolute())
    for jar in plugins:
        shutil.copy(jar, instance / "plugins")
    return home


def main() -> None:
    """Reads the options, measures, prints."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--rows", type=int, default=40_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--rivals", type=Path)
    options.add_argument("--plugins", type=Path, nargs="*", default=[])
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "server"
        (instance / "plugins").mkdir(parents=True)
        if chosen.plugins:
            os.environ["NEO4J_HOME"] = str(distribution(Path(folder) / "neo4j", instance, chosen.plugins))
        server = Server(instance, port=0, settings={"dbms.security.procedures.unrestricted": "apoc.*"})
        info = server.start()
        names = ["kgx", *(["graphrag"] if chosen.plugins else [])] if chosen.rivals else []
        rivals = {name: rival(name, chosen.rivals, Path(folder), server.password()) for name in names}
        try:
            with Store.open(Connection(info.uri, info.user, server.password())) as store:
                process = psutil.Process(info.pid)
                found = measure(store, process, chosen.rows // 2, chosen.rounds, rivals)
                print(json.dumps({"neo4j": info.version, **found}))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
