"""Imports a generated graph in bulk, telling of every step; the tests run this as a process and kill it.

python -m tests.graph_db.bulk_loader INSTANCE COUNT
"""

import sys
from pathlib import Path

from medkg.graph_db.bulk.load import bulk_load
from medkg.graph_db.server.server import Server
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes
from tests.graph_db.tables import edge_tables, node_tables


def main(instance: str, count: int) -> None:
    """Imports places and persons, ``count`` of each, as graph ``main``."""
    bulk_load(
        node_tables(many_nodes(count)),
        edge_tables(many_edges(count)),
        schema=SCHEMA,
        server=Server(Path(instance), port=0, heap="512m", page_cache="64m"),
        graph="main",
        progress=lambda stage, done, total: print(stage, done, flush=True),
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
