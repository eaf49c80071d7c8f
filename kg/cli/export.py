"""``medkg export``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from medkg.kg.cli.options import Json

if TYPE_CHECKING:
    from medkg.kg.export import ExportFormat


def export(
    directory: Annotated[
        Path, typer.Argument(help="A finished build.", exists=True, file_okay=False, metavar="DIR")
    ],
    format: Annotated[str, typer.Option("--format", help="graphml, kgx or jsonl.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The file to write; DIR.FORMAT by default.")
    ] = None,
    json: Json = False,
) -> None:
    """Write a build as GraphML, KGX tables or JSON lines."""
    from typing import get_args

    from medkg.kg.cli.choices import one_of
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.export import ExportFormat
    from medkg.kg.export import export as run

    chosen = cast("ExportFormat", one_of(format, get_args(ExportFormat), "--format"))
    written = run(directory, output or _beside(directory, chosen), format=chosen)
    if json:
        print_json({"files": written})
        return
    for file in written:
        print_text(str(file))


def _beside(directory: Path, format: str) -> Path:
    ending = "" if format == "kgx" else f".{format}"
    whole = directory.resolve()
    return whole.parent / f"{whole.name}{ending}"
