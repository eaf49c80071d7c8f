"""``medkg train``."""

from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Json

train = typer.Typer(no_args_is_help=True, help="Train the models; a killed training goes on.")

Config = Annotated[Path, typer.Option("--config", help="A TOML file.", exists=True, dir_okay=False)]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root", help="Where paths of corpora count from; the file's folder.", exists=True, file_okay=False
    ),
]


@train.command("ner")
def ner(config: Config, root: Root = None, json: Json = False) -> None:
    """Train the mention model."""
    from medkg.extraction.ner.config import NerTrainingConfig
    from medkg.extraction.ner.train import train as run
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.cli.progress import progress

    settings = NerTrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    if json:
        print_json(record)
    else:
        print_text(f"{settings.output}: best epoch {record.best} of {len(record.epochs)}")


@train.command("relations")
def relations(config: Config, root: Root = None, json: Json = False) -> None:
    """Train the relation model."""
    from medkg.extraction.relations.config import RelationTrainingConfig
    from medkg.extraction.relations.train import train as run
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.cli.progress import progress

    settings = RelationTrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    if json:
        print_json(record)
    else:
        print_text(f"{settings.output}: best epoch {record.best} of {len(record.epochs)}")
