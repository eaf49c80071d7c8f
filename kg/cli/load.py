"""``medkg load``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import Database, Json, Uri, User

if TYPE_CHECKING:
    from medkg.graph_db.loading.report import LoadReport


def load(
    directory: Annotated[
        Path, typer.Argument(help="A finished build.", exists=True, file_okay=False, metavar="DIR")
    ],
    graph: Annotated[
        str, typer.Option(help="Name of the graph; loading replaces what the name held, and only that.")
    ] = "medkg",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Load a build into Neo4j; loading twice changes nothing, and a killed load goes on."""
    from medkg.graph_db.load import load as run
    from medkg.kg.cli.connection import open_store
    from medkg.kg.cli.progress import progress
    from medkg.kg.graph import build_name, graph_rows

    schema, nodes, edges = graph_rows(directory)
    with open_store(uri, user, database) as store, progress() as report:
        done = run(
            nodes,
            edges,
            schema=schema,
            store=store,
            graph=graph,
            build=build_name(directory),
            dry_run=dry_run,
            progress=report,
        )
    _tell(done, json)


def _tell(done: "LoadReport", json: bool) -> None:
    from medkg.kg.cli.output import print_json, print_table, print_text

    if json:
        print_json(done)
        return
    cells = [
        (
            name,
            one.created + one.updated + one.unchanged,
            one.created,
            one.updated,
            one.deleted,
            one.unchanged,
        )
        for name, one in (("nodes", done.nodes), ("edges", done.edges))
    ]
    title = "what would change; nothing was written" if done.dry_run else None
    print_table(("what", "read", "created", "updated", "deleted", "skipped"), cells, title=title)
    print_text(f"{done.read} rows in {done.seconds:.1f} s, {done.rows_per_second:.0f} rows/s")
