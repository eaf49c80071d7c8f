"""The command tree. Commands import what they need when they run, so that ``--help`` stays quick."""

from typing import Annotated

import typer

from medkg.kg.cli.build import build
from medkg.kg.cli.contradictions import contradictions
from medkg.kg.cli.diagnose import diagnose
from medkg.kg.cli.diff import diff
from medkg.kg.cli.doctor import doctor
from medkg.kg.cli.evaluate import evaluate
from medkg.kg.cli.export import export
from medkg.kg.cli.extract import extract
from medkg.kg.cli.load import load
from medkg.kg.cli.neo4j import neo4j
from medkg.kg.cli.network import network
from medkg.kg.cli.query import query
from medkg.kg.cli.questions import show, symptoms, treatments, why
from medkg.kg.cli.reasoning import compare, evidence_table, new, paths, safety, similar
from medkg.kg.cli.relink import relink
from medkg.kg.cli.rules import infer
from medkg.kg.cli.search import embed, search
from medkg.kg.cli.stats import stats
from medkg.kg.cli.train import distill, pretrain, train
from medkg.kg.cli.vocab import vocab

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"medkg {version('medkg')}")
        raise typer.Exit


@app.callback()
def medkg(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")] = False,
) -> None:
    """Medical literature and clinical notes into a Neo4j graph in which every edge shows its sentences.

    Exit codes: 0 done, 1 failed work, 2 wrong use.
    """


REASONING = (diagnose, safety, compare, evidence_table, paths, similar, new, infer, contradictions, diff)
READING = (show, why, treatments, symptoms)
for command in (
    build,
    relink,
    load,
    embed,
    extract,
    query,
    search,
    *READING,
    *REASONING,
    stats,
    export,
    pretrain,
    distill,
    doctor,
):
    app.command()(command)
for name, group in (
    ("evaluate", evaluate),
    ("train", train),
    ("vocab", vocab),
    ("network", network),
    ("neo4j", neo4j),
):
    app.add_typer(group, name=name)
