"""Writes the rows of benchmarks/load.py by the writer of another package; run by that package's own Python.

    PYTHON benchmarks/rivals.py {kgx,graphrag} ROWS URI, with the password in NEO4J_PASSWORD

ROWS is a JSON file with ``nodes`` ([id, odd, properties]) and ``edges`` ([key, start, end, properties]).
Prints the seconds that writing took, without imports and reading, and the processor seconds of this process.
KGX makes its constraints in a syntax that Neo4j 5 refuses, so they are made for it beforehand; its edges keep
their key in the property ``id``.
"""

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

AT_ONCE = 10_000

Cost = tuple[float, float]


def _now() -> Cost:
    return time.perf_counter(), time.process_time()


def _since(begun: Cost) -> Cost:
    now = _now()
    return now[0] - begun[0], now[1] - begun[1]


def kgx(rows: dict[str, Any], uri: str, password: str) -> Cost:
    """By KGX's Neo4j sink, with constraints.

    It fetches the Biolink Model and its prefixes, of which writing needs nothing; this does without.
    """
    import bmt

    bmt.Toolkit = MagicMock
    from kgx.sink import sink as base
    from kgx.sink.neo_sink import NeoSink

    base.PrefixManager = MagicMock

    begun = _now()
    sink = NeoSink(MagicMock(), uri, "neo4j", password)
    for identifier, odd, properties in rows["nodes"]:
        labels = ["biolink:NamedThing", *(["Odd"] if odd else [])]
        sink.write_node({"id": identifier, "category": labels, **properties})
    for key, start, end, properties in rows["edges"]:
        sink.write_edge({"id": key, "subject": start, "predicate": "NEXT", "object": end, **properties})
    sink.finalize()
    sink.session.close()
    return _since(begun)


def graphrag(rows: dict[str, Any], uri: str, password: str) -> Cost:
    """By the writer of neo4j-graphrag; its relationships need APOC in the server."""
    from neo4j import GraphDatabase
    from neo4j_graphrag.components.kg_writer import Neo4jWriter
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    with GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
        begun = _now()
        nodes = [Neo4jNode(id=i, label="Thing", properties={"id": i, **p}) for i, _, p in rows["nodes"]]
        edges = [
            Neo4jRelationship(start_node_id=a, end_node_id=b, type="NEXT", properties={"key": key, **p})
            for key, a, b, p in rows["edges"]
        ]
        graph = Neo4jGraph(nodes=nodes, relationships=edges)
        done = asyncio.run(Neo4jWriter(driver, batch_size=AT_ONCE).run(graph))
        if done.status != "SUCCESS":
            raise RuntimeError(f"neo4j-graphrag wrote not all: {done}")
        return _since(begun)


if __name__ == "__main__":
    name, file, uri = sys.argv[1:]
    given = json.loads(Path(file).read_text(encoding="utf-8"))
    writer = {"kgx": kgx, "graphrag": graphrag}[name]
    print(*writer(given, uri, os.environ["NEO4J_PASSWORD"]))
