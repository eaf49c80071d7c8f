"""``medkg relink``."""

from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Json


def relink(
    directory: Annotated[
        Path, typer.Argument(help="A finished build.", exists=True, file_okay=False, metavar="BUILD")
    ],
    vocabulary: Annotated[
        Path | None,
        typer.Option(
            "--vocab",
            "--vocabulary",
            help="A compiled vocabulary index; the default one otherwise.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    json: Json = False,
) -> None:
    """Move a build to another vocabulary; its texts are not read again."""
    from medkg.kg.build import relink as run
    from medkg.kg.cli.build import print_report
    from medkg.kg.cli.parts import load_linker
    from medkg.kg.cli.progress import progress

    linker = load_linker(vocabulary)
    with progress() as report:
        done = run(directory, linker=linker, progress=report)
    print_report(done, json)
