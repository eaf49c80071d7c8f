"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]

Uri = Annotated[
    str | None,
    typer.Option(
        "--uri", help="Neo4j's address; NEO4J_URI or the local server by default.", show_default=False
    ),
]
User = Annotated[str | None, typer.Option("--user", help="User name; NEO4J_USERNAME by default.")]
Database = Annotated[str | None, typer.Option("--database", help="Database; NEO4J_DATABASE by default.")]

NerModel = Annotated[
    Path | None,
    typer.Option(
        "--ner",
        help="Directory of a mention model; the shipped one by default.",
        exists=True,
        file_okay=False,
    ),
]
RelationModel = Annotated[
    Path | None,
    typer.Option(
        "--relation-model",
        help="Directory of a relation model; the shipped one by default.",
        exists=True,
        file_okay=False,
    ),
]
Device = Annotated[
    str | None, typer.Option("--device", help="cpu, cuda or cuda:N; chosen by itself by default.")
]
Index = Annotated[
    Path | None,
    typer.Option("--vocabulary", help="A compiled vocabulary index; the default one otherwise.", exists=True),
]
Limit = Annotated[int, typer.Option("--limit", help="How many at most.", min=1)]
