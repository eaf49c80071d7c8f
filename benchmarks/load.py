"""Rows per second of a load, beside hand-written ``UNWIND … MERGE`` on the same server in the same run.

    python benchmarks/load.py [--rows 40000] [--rounds 3] [--rivals PYTHON] [--plugins JAR...]

Starts a server of its own in a temporary folder. Each way loads the same invented graph (half nodes, half
edges) into an empty database, in turn; ``again`` is our load of the build that is there already. PYTHON is
one that has kgx and neo4j-graphrag, whose writers are measured too (benchmarks/rivals.py); the latter needs
APOC, as JARs (apoc-core, apoc-common, opencsv, RoaringBitmap). Prints one JSON object: for each the median,
least and greatest rows/s of the rounds, and ours as multiples of the others (of medians). Each figure is told
on standard error as it comes; round 0 only warms up.
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
from pathlib import Path
from statistics import median
from typing import Any

from medkg.graph_db.connection import Connection
from medkg.graph_db.load import load
from medkg.graph_db.loading.constraints import ensure_constraints
from medkg.graph_db.rows import Edge, Node, NodeRef, Value
from medkg.graph_db.schema import EdgeType, Schema
from medkg.graph_db.server.folders import default_archives
from medkg.graph_db.server.jars import NEO4J_VERSION
from medkg.graph_db.server.server import Server
from medkg.graph_db.store import Store

Way = Callable[[Store, int], float | None]

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


def ours(store: Store, count: int) -> None:
    """Our load."""
    load(nodes(count), edges(count), schema=SCHEMA, store=store, graph="benchmark", build=str(count))


def by_hand(store: Store, count: int) -> None:
    """The plainest way that a second run does not double: no ledger, no deletion, no counts."""
    rows: list[dict[str, Any]] = [{"id": n.ref.id, "p": dict(n.properties)} for n in nodes(count)]
    in_batches(store, "UNWIND $rows AS row MERGE (n:Thing {id: row.id}) SET n += row.p", rows)
    rows = [{"a": e.start.id, "b": e.end.id, "key": e.key, "p": dict(e.properties)} for e in edges(count)]
    statement = (
        "UNWIND $rows AS row MATCH (a:Thing {id: row.a}) MATCH (b:Thing {id: row.b}) "
        "MERGE (a)-[r:NEXT {key: row.key}]->(b) SET r += row.p"
    )
    in_batches(store, statement, rows)


def in_batches(store: Store, statement: str, rows: Sequence[dict[str, Any]]) -> None:
    """Runs ``statement`` with ``rows`` in as many transactions as our load takes."""
    for start in range(0, len(rows), BATCH_SIZE):
        store.write(statement, {"rows": rows[start : start + BATCH_SIZE]})


def speed(way: Way, store: Store, count: int) -> float:
    """Rows per second; a way may tell itself how many seconds count."""
    begun = time.perf_counter()
    seconds = way(store, count)
    return 2 * count / (seconds or time.perf_counter() - begun)


def rival(name: str, python: Path, folder: Path, password: str) -> Way:
    """The way of another package's writer."""

    def way(store: Store, count: int) -> float:
        rows = {
            "nodes": [[n.ref.id, bool(n.labels), dict(n.properties)] for n in nodes(count)],
            "edges": [[e.key, e.start.id, e.end.id, dict(e.properties)] for e in edges(count)],
        }
        file = folder / f"{count}.json"
        file.write_text(json.dumps(rows), encoding="utf-8")
        command = [str(python), str(Path(__file__).with_name("rivals.py")), name, str(file), store.uri]
        env = os.environ | {"NEO4J_PASSWORD": password}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
        written = store.read("MATCH ()-[r:NEXT]->() RETURN count(r) AS n")[0]["n"]
        if written != count:
            raise RuntimeError(f"{name} wrote {written} of {count} edges")
        return float(done.stdout.split()[-1])

    return way


def empty(store: Store) -> None:
    """Deletes everything but constraints and indexes."""
    while store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n")[0]["n"]:
        continue


def measure(store: Store, count: int, rounds: int, rivals: dict[str, Way]) -> dict[str, Any]:
    """The figures of all rounds; one small round before them warms the server up."""
    ways: dict[str, Way] = {"by_hand": by_hand, "ours": ours, "again": ours, **rivals}
    speeds: dict[str, list[float]] = {name: [] for name in ways}
    ensure_constraints(store, SCHEMA)
    for label in ("biolink:NamedThing", "Odd"):
        store.write(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.id IS UNIQUE")
    for number in range(rounds + 1):
        size = count if number else min(count, 2 * BATCH_SIZE)
        for name, way in ways.items():
            if name != "again":
                empty(store)
            speeds[name].append(speed(way, store, size))
            print(f"round {number}, {name}: {speeds[name][-1]:.0f} rows/s", file=sys.stderr, flush=True)
    kept = {name: values[1:] for name, values in speeds.items()}
    spread = {
        name: {"median": round(median(values)), "least": round(min(values)), "greatest": round(max(values))}
        for name, values in kept.items()
    }
    ratios = {name: round(median(kept["ours"]) / median(kept[name]), 2) for name in kept if name != "ours"}
    return {"rows": 2 * count, **spread, "ours_over": ratios}


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
                found = measure(store, chosen.rows // 2, chosen.rounds, rivals)
                print(json.dumps({"neo4j": info.version, **found}))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
