"""``medkg build``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli import options

if TYPE_CHECKING:
    from medkg.extraction.extractor import Extractor
    from medkg.extraction.readers.columns import Columns
    from medkg.kg.build.report import BuildReport
    from medkg.kg.build.settings import Settings
    from medkg.linking.linker import Linker


def build(
    inputs: options.Inputs,
    out: Annotated[
        Path, typer.Option("--out", help="The build's folder; made or gone on with.", file_okay=False)
    ],
    format: options.Format = None,
    id_column: options.IdColumn = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    year_column: options.YearColumn = None,
    type_column: options.TypeColumn = None,
    curated: Annotated[
        str, typer.Option(help="Curated facts: of what the texts name (touched), all or none.")
    ] = "touched",
    ner: options.NerModel = None,
    relation_model: options.RelationModel = None,
    vocabulary: options.Index = None,
    device: options.Device = None,
    min_score: options.MinScore = None,
    json: options.Json = False,
) -> None:
    """Read texts and build facts with evidence in a folder; killed and run again, it goes on."""
    from medkg.kg.cli.parts import columns_of, load_extractor, load_linker

    columns = columns_of(id_column, text_column, title_column, year_column, type_column)
    settings = _settings(format, curated, columns)
    extractor = load_extractor(ner, relation_model, device, min_score=min_score)
    done = _build(inputs, out, settings, extractor, load_linker(vocabulary))
    print_report(done, json)
    if done.failures and not done.documents:
        raise typer.Exit(1)


def _settings(format: str | None, curated: str, columns: "Columns") -> "Settings":
    from medkg.kg.build.settings import Settings
    from medkg.kg.cli.parts import checked_format

    try:
        return Settings(format=checked_format(format), curated=curated, columns=columns)  # type: ignore[arg-type]  # it checks
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def _build(
    inputs: list[str], out: Path, settings: "Settings", extractor: "Extractor", linker: "Linker"
) -> "BuildReport":
    from medkg.kg.build import NoInputError
    from medkg.kg.build import build as run
    from medkg.kg.cli.progress import progress

    try:
        with progress() as report:
            return run(
                inputs,
                out,
                extractor=extractor,
                linker=linker,
                progress=report,
                format=settings.format,
                curated=settings.curated,
                columns=settings.columns,
            )
    except NoInputError as error:
        raise typer.BadParameter(str(error), param_hint="INPUT") from None


def print_report(report: "BuildReport", json: bool) -> None:
    """Print what a build came to."""
    from medkg.kg.cli.output import jsonable, print_json, print_table

    if json:
        counts = {name: dict(getattr(report, name)) for name in ("mentions", "edges", "dropped")}
        print_json({**jsonable(report), **counts})
        return
    rows: list[tuple[str, object]] = [("documents", report.documents), ("sentences", report.sentences)]
    rows += [(f"mentions: {type}", count) for type, count in report.mentions]
    rows += [("mentions linked", report.links), ("mentions not linked (NIL)", report.nils)]
    rows += [("concepts", report.concepts), ("evidence", report.evidence), ("curated facts", report.curated)]
    rows += [(f"edges: {predicate}", count) for predicate, count in report.edges]
    rows += [(f"relations dropped: {reason}", count) for reason, count in report.dropped]
    rows += [(f"failed to {one.stage}: {one.reason}", one.count) for one in report.failures]
    rows += [("seconds", report.seconds), ("peak memory, MB", round(report.peak_memory_mb))]
    print_table(("what", "how many"), rows)
