"""``medkg vocab``: the vocabularies that mentions are linked to."""

from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Json

vocab = typer.Typer(
    no_args_is_help=True, help="Compile and list the vocabularies that mentions are linked to."
)


@vocab.command("build")
def build(
    name: Annotated[
        str | None,
        typer.Argument(help="Such as mesh; a name of your own takes a table of yours.", metavar="NAME"),
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Its files.", metavar="FILE", exists=True, dir_okay=False)
    ] = None,
    json: Json = False,
) -> None:
    """Add a vocabulary from official files or a table (id, name, type); without NAME compile anew."""
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.cli.progress import progress
    from medkg.linking.index.ensure import build_vocabulary, ensure_index
    from medkg.linking.vocabularies.source import VocabularyError

    with progress() as report:
        if name is None:
            folder = ensure_index(report)
            print_json({"folder": folder}) if json else print_text(str(folder))
            return
        try:
            built = build_vocabulary(name, files or [], report)
        except VocabularyError as error:
            raise typer.BadParameter(str(error), param_hint="NAME FILE") from None
    if json:
        print_json(built)
    else:
        print_text(f"{built.name}: {built.concepts} concepts")


@vocab.command("list")
def list_(json: Json = False) -> None:
    """List the vocabularies in the index, the most trusted first."""
    from medkg.kg.cli.output import print_json, print_table, print_text
    from medkg.linking.index.ensure import index_manifest
    from medkg.linking.index.location import index_directory

    manifest = index_manifest()
    if json:
        print_json({"folder": index_directory(), "index": manifest})
    elif manifest is None:
        print_text("not compiled yet; it is on first use, or by: medkg vocab build")
    else:
        rows = [(source.name, source.version, source.concepts) for source in manifest.sources]
        print_table(("vocabulary", "version", "concepts"), rows)
        print_text(f"{manifest.concepts} concepts, {manifest.names} names in {index_directory()}")
