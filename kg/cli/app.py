"""The command tree. Commands import what they need when they run, so that ``--help`` stays quick."""

from typing import Annotated

import typer

from medkg.kg.cli.doctor import doctor
from medkg.kg.cli.neo4j import neo4j
from medkg.kg.cli.query import query

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def medkg(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")] = False,
) -> None:
    """Medical literature and clinical notes into a Neo4j graph in which every edge shows its sentences."""
    if version:
        from importlib.metadata import version as installed

        print(f"medkg {installed('medkg')}")
        raise typer.Exit


app.command()(query)
app.command()(doctor)
app.add_typer(neo4j, name="neo4j")
