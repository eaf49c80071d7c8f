"""``medkg query``."""

import json as json_format
import sys
from collections.abc import Sequence
from itertools import islice
from typing import Annotated, Any

import typer

from medkg.kg.cli.options import Database, Json, Uri, User


def query(
    cypher: Annotated[str, typer.Argument(help="Values go in as $NAME, by --param.", metavar="CYPHER")],
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            help="A parameter; JSON is read as such.",
            metavar="NAME=VALUE",
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write", help="Let the statement change the graph.")] = False,
    limit: Annotated[int, typer.Option("--limit", help="Rows at most.", min=1, max=sys.maxsize - 1)] = 1000,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds at most.", min=0.001)] = 60.0,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Ask the graph in Cypher; nothing is changed without --write."""
    from medkg.kg.cli.connection import open_store
    from medkg.kg.cli.console import note
    from medkg.kg.cli.output import print_json

    parameters = parse_parameters(param or ())
    with open_store(uri, user, database, timeout=timeout) as store:
        found = iter(store.write(cypher, parameters)) if write else store.stream(cypher, parameters)
        rows = list(islice(found, limit))
        if next(found, None) is not None:
            note(f"there are more rows than these {limit}; --limit raises it")
    if json:
        print_json(rows)
    else:
        _print_rows(rows)


def parse_parameters(texts: Sequence[str]) -> dict[str, Any]:
    """``NAME=VALUE`` texts as Cypher parameters.

    >>> parse_parameters(["id=MESH:D003924", "limit=5", "types=[1, 2]"])
    {'id': 'MESH:D003924', 'limit': 5, 'types': [1, 2]}

    Raises:
        typer.BadParameter: for a text without ``=``, or without a name before it.
    """
    return dict(_parameter(text) for text in texts)


def _parameter(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{text!r} is not allowed; NAME=VALUE is", param_hint="--param")
    try:
        return name, json_format.loads(value)
    except ValueError:
        return name, value


def _print_rows(rows: Sequence[dict[str, Any]]) -> None:
    from medkg.kg.cli.console import note
    from medkg.kg.cli.output import print_table

    if not rows:
        note("no rows")
        return
    columns = list(rows[0])
    print_table(columns, [[row[column] for column in columns] for row in rows])
