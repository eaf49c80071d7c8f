"""``medkg extract``."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from medkg.kg.cli import options

if TYPE_CHECKING:
    from medkg.extraction.failure import Failure
    from medkg.kg.cli.progress import Report

T = TypeVar("T")
_BY_ENDING = {".pubtator": "pubtator", ".xml": "bioc", ".json": "bioc"}


def extract(
    inputs: options.Inputs,
    output: Annotated[Path, typer.Option("-o", "--output", help="The file to write.", dir_okay=False)],
    to: Annotated[
        str | None, typer.Option("--to", help="jsonl, pubtator or bioc; told by the file's ending otherwise.")
    ] = None,
    format: options.Format = None,
    id_column: options.IdColumn = None,
    text_column: options.TextColumn = None,
    title_column: options.TitleColumn = None,
    year_column: options.YearColumn = None,
    type_column: options.TypeColumn = None,
    ner: options.NerModel = None,
    relation_model: options.RelationModel = None,
    device: options.Device = None,
    min_score: options.MinScore = None,
    json: options.Json = False,
) -> None:
    """Find mentions and relations in texts, without concepts and without a graph."""
    from medkg.extraction.readers import read_documents
    from medkg.extraction.writers import WRITTEN_FORMATS, write_annotations
    from medkg.kg.cli.choices import one_of
    from medkg.kg.cli.parts import checked_format, columns_of, load_extractor
    from medkg.kg.cli.progress import progress

    written = one_of(to or _BY_ENDING.get(output.suffix, "jsonl"), WRITTEN_FORMATS, "--to")
    read_format, columns = (
        checked_format(format),
        columns_of(id_column, text_column, title_column, year_column, type_column),
    )
    extractor = load_extractor(ner, relation_model, device, min_score=min_score)
    failures: list[Failure] = []
    documents = _good(read_documents(map(Path, inputs), format=read_format, columns=columns), failures)
    output.parent.mkdir(parents=True, exist_ok=True)
    with progress() as report:
        found = _counted(_good(extractor.extract(documents), failures), report)
        count = write_annotations(found, output, format=written)
    _print(count, failures, json)
    if failures and not count:
        raise typer.Exit(1)


def _good(results: "Iterable[T | Failure]", failures: "list[Failure]") -> Iterator[T]:
    from medkg.extraction.failure import Failure

    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result


def _counted(results: Iterable[T], report: "Report") -> Iterator[T]:
    for number, result in enumerate(results, start=1):
        report("extract", number, None)
        yield result


def _print(documents: int, failures: "list[Failure]", json: bool) -> None:
    from medkg.kg.cli.output import print_json, print_table

    if json:
        print_json({"documents": documents, "failures": failures})
        return
    reasons = Counter((failure.stage, failure.error) for failure in failures)
    rows = [(f"failed to {stage}: {error}", count) for (stage, error), count in sorted(reasons.items())]
    print_table(("what", "how many"), [("documents", documents), *rows])
