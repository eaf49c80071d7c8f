"""Loads a generated graph, telling of every step; the tests run this as a process of its own and kill it.

python -m tests.graph_db.loader URI COUNT BATCH_SIZE, with the password in NEO4J_PASSWORD.
"""

import sys

from medkg.graph_db.load import load
from medkg.graph_db.store import Store
from tests.graph_db.graphs import SCHEMA, many_edges, many_nodes


def main(uri: str, count: int, batch_size: int) -> None:
    """Loads places and persons, ``count`` of each, as graph ``main``."""
    with Store.connect(uri) as store:
        load(
            many_nodes(count),
            many_edges(count),
            schema=SCHEMA,
            store=store,
            graph="main",
            batch_size=batch_size,
            progress=lambda stage, done, total: print(stage, done, flush=True),
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
