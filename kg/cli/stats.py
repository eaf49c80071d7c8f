"""``medkg stats``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import Database, Json, Uri, User

if TYPE_CHECKING:
    from medkg.kg.stats import Statistics

_MOST = 20


def stats(
    directory: Annotated[
        Path | None,
        typer.Argument(
            help="A finished build; the loaded graph otherwise.",
            exists=True,
            file_okay=False,
            metavar="[DIR]",
        ),
    ] = None,
    plots: Annotated[
        Path | None,
        typer.Option("--plots", help="Also draw each table as a PNG in this folder.", file_okay=False),
    ] = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what is in the graph or in a build: by type, predicate, source, year and belief."""
    from medkg.kg.cli.asking import answered
    from medkg.kg.stats.plots import write_plots

    counted = _counted(directory, uri, user, database)
    files = [] if plots is None else write_plots(counted, plots)
    answered(counted, _print, json)
    for file in files:
        _note(file)


def _counted(directory: Path | None, uri: str | None, user: str | None, database: str | None) -> "Statistics":
    from medkg.kg.cli.asking import asking
    from medkg.kg.cli.console import waiting_for
    from medkg.kg.stats import build_statistics, graph_statistics

    waiting_for("counting")
    if directory is not None:
        return build_statistics(directory)
    with asking(uri, user, database) as store:
        return graph_statistics(store)


def _note(file: Path) -> None:
    from medkg.kg.cli.console import note

    note(f"drawn: {file}")


def _print(counted: "Statistics") -> None:
    from medkg.kg.cli.output import print_table, print_text
    from medkg.kg.stats import BREAKDOWNS

    totals = ("concepts", "facts", "evidence", "documents")
    print_table(totals, [[getattr(counted, name) for name in totals]])
    for one in BREAKDOWNS:
        counts = counted.counts[one.key]
        shown = counts if one.ordered else counts[:_MOST]
        print_table((one.name, "number"), [(count.label, count.number) for count in shown])
        if len(shown) < len(counts):
            print_text(f"  and {len(counts) - len(shown)} more")
