"""``medkg load``."""

import os
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
    bulk: Annotated[
        bool,
        typer.Option(
            "--bulk", help="Into the local server's empty database by its own importer, which restarts it."
        ),
    ] = False,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Load a build into Neo4j; loading twice changes nothing, and a killed load goes on."""
    if bulk:
        _refuse_with_bulk(uri, user, database, dry_run)
        return _tell(_in_bulk(directory, graph), json)
    from medkg.graph_db.load import load as run
    from medkg.kg.build.reading import FinishedBuild
    from medkg.kg.cli.connection import open_store
    from medkg.kg.cli.progress import progress
    from medkg.kg.graph import build_name, graph_rows

    build = FinishedBuild.of(directory)
    schema, nodes, edges = graph_rows(build)
    with open_store(uri, user, database) as store, progress() as report:
        done = run(
            nodes,
            edges,
            schema=schema,
            store=store,
            graph=graph,
            build=build_name(build),
            dry_run=dry_run,
            progress=report,
        )
    _tell(done, json)


def _refuse_with_bulk(uri: str | None, user: str | None, database: str | None, dry_run: bool) -> None:
    """Refuses what makes no sense for the local server's only database.

    Raises:
        typer.BadParameter: naming it.
    """
    given = {"--uri": uri, "--user": user, "--database": database, "--dry-run": dry_run}
    given["NEO4J_URI (in the environment)"] = os.environ.get("NEO4J_URI")
    for name, value in given.items():
        if value:
            raise typer.BadParameter(
                f"is for the local server's own database and does not go with {name}", param_hint="--bulk"
            )


def _in_bulk(directory: Path, graph: str) -> "LoadReport":
    from medkg.graph_db.bulk.load import bulk_load
    from medkg.graph_db.server.server import Server
    from medkg.kg.build.reading import FinishedBuild
    from medkg.kg.cli.progress import progress
    from medkg.kg.graph import build_name
    from medkg.kg.graph_tables import graph_tables

    build = FinishedBuild.of(directory)
    schema, nodes, edges = graph_tables(build)
    name = build_name(build)
    with progress() as report:
        return bulk_load(
            nodes, edges, schema=schema, server=Server(), graph=graph, build=name, progress=report
        )


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
