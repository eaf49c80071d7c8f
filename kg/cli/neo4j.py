"""``medkg neo4j``: the local server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import Json

if TYPE_CHECKING:
    from medkg.graph_db.server.server import ServerInfo

neo4j = typer.Typer(no_args_is_help=True, help="Start, stop and look at the local Neo4j server.")

Folder = Annotated[
    Path | None,
    typer.Option("--folder", help="The server's folder; the user's data folder by default.", file_okay=False),
]


@neo4j.command("start")
def start(
    folder: Folder = None,
    port: Annotated[
        int,
        typer.Option(help="Bolt port; 0 for any free one.", min=0, max=65535, envvar="MEDKG_NEO4J_PORT"),
    ] = 7687,
    heap: Annotated[str, typer.Option(help="Java heap with its unit, such as 1g.")] = "1g",
    page_cache: Annotated[str, typer.Option(help="Neo4j's page cache with its unit.")] = "512m",
    json: Json = False,
) -> None:
    """Start it; the first start downloads Neo4j (about 133 MB)."""
    from medkg.graph_db.server.server import Server
    from medkg.kg.cli.progress import progress

    server = Server(folder, port=port, heap=heap, page_cache=page_cache)
    with progress() as report:
        info = server.start(progress=report)
    _show(info, json)


@neo4j.command("stop")
def stop(folder: Folder = None, json: Json = False) -> None:
    """Stop it and wait until it has ended."""
    from medkg.graph_db.server.server import Server
    from medkg.kg.cli.output import print_json, print_text

    stopped = Server(folder).stop()
    if json:
        print_json({"stopped": stopped})
    else:
        print_text("stopped" if stopped else "no local server was running")


@neo4j.command("status")
def status(folder: Folder = None, json: Json = False) -> None:
    """Say whether it runs, and where; exit code 1 if it does not."""
    from medkg.graph_db.server.server import Server

    info = Server(folder).status()
    _show(info, json)
    if info is None:
        raise typer.Exit(1)


def _show(info: "ServerInfo | None", json: bool) -> None:
    from medkg.kg.cli.output import jsonable, print_json, print_text

    if json:
        print_json({"running": info is not None, **(jsonable(info) if info else {})})
    elif info is None:
        print_text("not running; start it: medkg neo4j start")
    else:
        print_text(
            f"Neo4j {info.version} runs at {info.uri} (user {info.user}, process {info.pid}) in {info.folder}"
        )
