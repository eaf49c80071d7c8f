"""``medkg load``."""

from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Database, Json, Uri, User


def load(
    directory: Annotated[
        Path, typer.Argument(help="A finished build.", exists=True, file_okay=False, metavar="DIR")
    ],
    graph: Annotated[
        str, typer.Option(help="Name of the graph; loading replaces what the name held, and only that.")
    ] = "medkg",
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Load a build into Neo4j; loading twice changes nothing, and a killed load goes on."""
    from medkg.graph_db.load import load as run
    from medkg.kg.cli.connection import open_store
    from medkg.kg.cli.output import print_json, print_table
    from medkg.kg.cli.progress import progress
    from medkg.kg.graph import graph_rows

    schema, nodes, edges = graph_rows(directory)
    with open_store(uri, user, database) as store, progress() as report:
        done = run(nodes, edges, schema=schema, store=store, graph=graph, progress=report)
    if json:
        print_json(done)
        return
    rows = [("nodes", done.nodes), ("edges", done.edges)]
    cells = [(name, one.created, one.updated, one.deleted, one.unchanged) for name, one in rows]
    print_table(("what", "created", "updated", "deleted", "unchanged"), cells)
