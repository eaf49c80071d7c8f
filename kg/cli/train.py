"""``medkg train``, ``pretrain`` and ``distill``."""

from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Device, Json

train = typer.Typer(no_args_is_help=True, help="Train the models; a killed training goes on.")

Config = Annotated[Path, typer.Option("--config", help="A TOML file.", exists=True, dir_okay=False)]
Root = Annotated[
    Path | None,
    typer.Option(
        "--root",
        help="Where paths of corpora and texts count from; the file's folder.",
        exists=True,
        file_okay=False,
    ),
]


@train.command("ner")
def ner(config: Config, root: Root = None, json: Json = False) -> None:
    """Train the mention model."""
    from medkg.extraction.ner.config import NerTrainingConfig
    from medkg.extraction.ner.train import train as run
    from medkg.kg.cli.progress import progress

    settings = NerTrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    dropped = sum(record.dropped.values())
    _print(record, _told(settings.output, record.best, len(record.epochs), dropped), json=json)


@train.command("relations")
def relations(config: Config, root: Root = None, json: Json = False) -> None:
    """Train the relation model."""
    from medkg.extraction.relations.config import RelationTrainingConfig
    from medkg.extraction.relations.train import train as run
    from medkg.kg.cli.progress import progress

    settings = RelationTrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    dropped = sum(corpus.leaked for corpus in record.corpora)
    _print(record, _told(settings.output, record.best, len(record.epochs), dropped), json=json)


@train.command("names")
def names(config: Config, root: Root = None, json: Json = False) -> None:
    """Train the encoder of names on the synonyms of the compiled vocabularies."""
    from medkg.kg.cli.progress import progress
    from medkg.linking.meaning.config import NamesTrainingConfig
    from medkg.linking.meaning.train import train as run

    settings = NamesTrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    found = record.epochs[record.best - 1].selection
    told = f"{settings.output}: {found:.1%} of {record.held_out} synonyms nearest in epoch {record.best}"
    _print(record, told, json=json)


@train.command("average")
def average(
    folders: Annotated[
        list[Path],
        typer.Argument(help="Folders of finished models of one kind.", exists=True, file_okay=False),
    ],
    config: Config,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder of the new model.")],
    root: Root = None,
    json: Json = False,
) -> None:
    """Average the weights of mention or relation models, as far as it helps on development documents."""
    from dataclasses import replace

    from medkg.extraction.model_folder import is_relation_model
    from medkg.extraction.ner.config import NerTrainingConfig
    from medkg.extraction.ner.soup import SoupRecord as SoupOfMentions
    from medkg.extraction.ner.soup import average as of_mentions
    from medkg.extraction.relations.config import RelationTrainingConfig
    from medkg.extraction.relations.soup import SoupRecord as SoupOfRelations
    from medkg.extraction.relations.soup import average as of_relations
    from medkg.kg.cli.progress import progress

    record: SoupOfMentions | SoupOfRelations
    with progress() as report:
        if is_relation_model(folders[0]):
            relations = replace(RelationTrainingConfig.read(config, root=root), output=output)
            record = of_relations(folders, relations, progress=report)
        else:
            mentions = replace(NerTrainingConfig.read(config, root=root), output=output)
            record = of_mentions(folders, mentions, progress=report)
    kept = sum(member.kept for member in record.members)
    told = f"{output}: {kept} of {len(folders)} models, development {record.selection:.3f}"
    _print(record, told, json=json)


@train.command("export")
def export(
    folder: Annotated[
        Path,
        typer.Argument(help="Folder of a finished model.", exists=True, file_okay=False),
    ],
    json: Json = False,
) -> None:
    """Make the int8 graph of a model again from its weights."""
    from medkg.extraction.export import export_model

    path = export_model(folder)
    _print({"path": str(path), "bytes": path.stat().st_size}, f"{path}: written", json=json)


def pretrain(config: Config, root: Root = None, json: Json = False) -> None:
    """Train an encoder further on plain text, by masked words; a killed run goes on."""
    from medkg.extraction.pretraining.config import PretrainingConfig
    from medkg.extraction.pretraining.train import pretrain as run
    from medkg.kg.cli.progress import progress

    settings = PretrainingConfig.read(config, root=root)
    with progress() as report:
        record = run(settings, progress=report)
    found = record.epochs[record.best - 1].selection
    _print(record, f"{settings.output}: {found:.1%} of hidden pieces found in epoch {record.best}", json=json)


def distill(
    teacher: Annotated[
        Path,
        typer.Argument(help="Folder of the mention model to learn from.", exists=True, file_okay=False),
    ],
    config: Config,
    root: Root = None,
    device: Device = None,
    json: Json = False,
) -> None:
    """Train a mention model on what a larger one says of plain texts; a killed run goes on."""
    from medkg.extraction.distillation.config import DistillationConfig
    from medkg.extraction.distillation.train import distill as run
    from medkg.kg.cli.progress import progress

    settings = DistillationConfig.read(config, root=root)
    with progress() as report:
        record = run(teacher, settings, device=device, progress=report)
    dropped = sum(record.dropped.values())
    text = _told(settings.student.output, record.best, len(record.epochs), dropped)
    _print(record, text, json=json)


def _told(output: Path, best: int, epochs: int, dropped: int) -> str:
    told = f"{output}: best epoch {best} of {epochs}"
    return f"{told}; {dropped} documents left out as standing in a held-out set" if dropped else told


def _print(record: object, text: str, *, json: bool) -> None:
    """Tells once, whatever the number of processes."""
    from medkg.extraction.training.processes import is_first
    from medkg.kg.cli.output import print_json, print_text

    if not is_first():
        return
    if json:
        print_json(record)
    else:
        print_text(text)
