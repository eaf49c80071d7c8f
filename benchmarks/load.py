"""Rows per second of a load, beside hand-written ``UNWIND … MERGE`` on the same server in the same run.

    python benchmarks/load.py [--rows 40000] [--rounds 3]

Starts a server of its own in a temporary folder. Both ways load the same invented graph (half nodes, half
edges) into an empty database, in turn; ``again`` is our load of the graph that is there already. Prints one
JSON object: for each the median, least and greatest rows/s of the rounds, and ``ratio``, our median over the
hand-written one's.
"""

import argparse
import json
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


def ours(store: Store, count: int) -> None:
    """Our load."""
    load(nodes(count), edges(count), schema=SCHEMA, store=store, graph="benchmark")


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


def speed(way: Callable[[Store, int], None], store: Store, count: int) -> float:
    """Rows per second."""
    begun = time.perf_counter()
    way(store, count)
    return 2 * count / (time.perf_counter() - begun)


def empty(store: Store) -> None:
    """Deletes everything but constraints and indexes."""
    while store.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n")[0]["n"]:
        continue


def measure(store: Store, count: int, rounds: int) -> dict[str, Any]:
    """The figures of all rounds; one small round before them warms the server up."""
    speeds: dict[str, list[float]] = {"by_hand": [], "ours": [], "again": []}
    ensure_constraints(store, SCHEMA)
    for number in range(rounds + 1):
        size = count if number else min(count, 2 * BATCH_SIZE)
        for name, way in (("by_hand", by_hand), ("ours", ours), ("again", ours)):
            if name != "again":
                empty(store)
            speeds[name].append(speed(way, store, size))
    kept = {name: values[1:] for name, values in speeds.items()}
    spread = {
        name: {"median": round(median(values)), "least": round(min(values)), "greatest": round(max(values))}
        for name, values in kept.items()
    }
    return {"rows": 2 * count, **spread, "ratio": round(median(kept["ours"]) / median(kept["by_hand"]), 2)}


def main() -> None:
    """Reads the options, measures, prints."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--rows", type=int, default=40_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "server", port=0)
        info = server.start()
        try:
            with Store.open(Connection(info.uri, info.user, server.password())) as store:
                print(json.dumps({"neo4j": info.version, **measure(store, chosen.rows // 2, chosen.rounds)}))
        finally:
            server.stop()


if __name__ == "__main__":
    main()
