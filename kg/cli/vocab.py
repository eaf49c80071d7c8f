"""``medkg vocab``: the vocabularies that mentions are linked to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import Index, Json, Limit
from medkg.kg.cli.vocab_find import find

if TYPE_CHECKING:
    from medkg.linking.index.manifest import Manifest
    from medkg.linking.vocabularies.stored import StoredVocabulary

_SHOWN = 10

vocab = typer.Typer(
    no_args_is_help=True, help="Compile and list the vocabularies that mentions are linked to."
)
vocab.command("find")(find)


Out = Annotated[
    Path | None,
    typer.Option("--out", help="Compile the index into this folder, not the user's own.", file_okay=False),
]


@vocab.command("build")
def build(
    name: Annotated[
        str | None,
        typer.Argument(help="Such as mesh; a name of your own takes a table of yours.", metavar="NAME"),
    ] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(help="Its files.", metavar="FILE", exists=True, dir_okay=False)
    ] = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Add a vocabulary from official files or a table (id, name, type); without NAME compile anew."""
    from medkg.kg.cli.console import waiting_for
    from medkg.linking.index.ensure import build_vocabulary, undone_on_error
    from medkg.linking.vocabularies.source import VocabularyError

    if name is None:
        _tell(None, *_compiled(out), json=json)
        return
    waiting_for(f"reading {name}")
    try:
        with undone_on_error(name):
            built = build_vocabulary(name, files or [])
            compiled = _compiled(out)
    except VocabularyError as error:
        raise typer.BadParameter(str(error), param_hint="NAME FILE") from None
    _tell(built, *compiled, json=json)


def _compiled(out: Path | None) -> "tuple[Path, Manifest | None]":
    from medkg.kg.cli.progress import progress
    from medkg.linking.index.ensure import compile_to, ensure_index
    from medkg.linking.index.manifest import Manifest

    with progress() as report:
        folder = out or ensure_index(report)
        return folder, compile_to(folder, report) if out else Manifest.read(folder)


def _tell(built: "StoredVocabulary | None", folder: Path, manifest: "Manifest | None", *, json: bool) -> None:
    from medkg.kg.cli.output import print_json

    if json:
        print_json({"folder": folder, "vocabulary": built, "index": manifest})
    else:
        _print_built(folder, built, manifest)


def _print_built(folder: Path, built: "StoredVocabulary | None", manifest: "Manifest | None") -> None:
    from medkg.kg.cli.console import note
    from medkg.kg.cli.output import print_text

    if built is not None:
        told = built.refusals[:_SHOWN]
        for refused in told:
            note(f"left out: {refused}")
        if built.refused > len(told):
            note(f"left out: {built.refused - len(told)} more")
        print_text(f"{built.name}: {built.concepts} concepts, {built.equivalences} mappings")
    if manifest is not None:
        print_text(
            f"{manifest.concepts} concepts, {manifest.names} names, {manifest.merged} records merged, "
            f"{manifest.conflicts} conflicts refused, {manifest.circles} circles cut in {folder}"
        )


@vocab.command("learn")
def learn(
    gold: Annotated[
        list[Path],
        typer.Argument(
            help="Annotated files with concept identifiers.", metavar="GOLD", exists=True, dir_okay=False
        ),
    ],
    without: Annotated[
        list[Path] | None,
        typer.Option("--without", help="Annotated files whose documents are left out.", exists=True),
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Of the vocabulary that is made.")] = "corpus",
    format: Annotated[
        str | None,
        typer.Option("--format", help="pubtator, brat, bioc, jsonl or marked; told by the name otherwise."),
    ] = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Add the names that people annotated in a corpus, with how often they meant each concept.

    Give the documents that you will measure with --without.
    """
    from medkg.kg.cli.gold import read_gold
    from medkg.linking.index.ensure import build_corpus, undone_on_error
    from medkg.linking.vocabularies.source import VocabularyError

    read = read_gold(gold, format)
    held_out = [one.document for one in read_gold(without, format)] if without else []
    try:
        with undone_on_error(name):
            built = build_corpus(name, read, gold, held_out=held_out)
            compiled = _compiled(out)
    except VocabularyError as error:
        raise typer.BadParameter(str(error), param_hint="GOLD") from None
    _tell(built, *compiled, json=json)


@vocab.command("prevalence")
def prevalence(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Orphadata's en_product9_prev.xml, or tables of CURIE and patients per 100,000.",
            metavar="FILE",
            exists=True,
            dir_okay=False,
        ),
    ],
    json: Json = False,
) -> None:
    """Keep how common diseases are, so that every later medkg diagnose counts it; replaces what was kept."""
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.curated.errors import PrevalenceError
    from medkg.kg.curated.prevalence import keep_prevalences, prevalence_file

    try:
        kept = keep_prevalences(files)
    except PrevalenceError as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from None
    if json:
        print_json({"file": prevalence_file(), "name": kept.name, "diseases": len(kept.values)})
    else:
        print_text(f"{len(kept.values)} diseases, by {kept.name}, kept in {prevalence_file()}")


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
        rows = [
            (source.name, source.release, source.version, source.concepts, source.equivalences)
            for source in manifest.sources
        ]
        print_table(("vocabulary", "release", "version", "concepts", "mappings"), rows)
        _print_built(index_directory(), None, manifest)


@vocab.command("explain")
def explain(
    curie: Annotated[str, typer.Argument(help="Such as MESH:D003924.", metavar="CURIE")],
    vocabulary: Index = None,
    json: Json = False,
) -> None:
    """Show which records were merged into a concept, by which rows, and which merges were refused."""
    from medkg.kg.cli.output import print_json
    from medkg.kg.cli.vocab_tables import print_explanation
    from medkg.linking.index.ensure import ensure_index
    from medkg.linking.index.explain import explain as explained
    from medkg.linking.prefixes import canonical

    known = canonical(curie)
    if known is None:
        raise typer.BadParameter(f"{curie!r} is no CURIE such as MESH:D003924", param_hint="CURIE")
    found = explained(vocabulary or ensure_index(), known)
    if json:
        print_json(found)
        return
    if not found:
        raise LookupError(f"no concept has the identifier {known}")
    for explanation in found:
        print_explanation(explanation)


@vocab.command("diff")
def diff(
    old: Annotated[Path, typer.Argument(help="An index.", exists=True, file_okay=False, metavar="OLD")],
    new: Annotated[Path, typer.Argument(help="A later one.", exists=True, file_okay=False, metavar="NEW")],
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Tell which concepts were added, renamed, merged, split or dropped from one index to another."""
    from medkg.kg.cli.output import print_json
    from medkg.kg.cli.vocab_tables import print_difference
    from medkg.linking.index.difference import difference

    found = difference(old, new)
    print_json(found) if json else print_difference(found, limit)


@vocab.command("gaps")
def gaps(
    directory: Annotated[
        Path, typer.Argument(help="A finished build.", exists=True, file_okay=False, metavar="BUILD")
    ],
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """List what the texts of a build name most often and no vocabulary has."""
    from medkg.kg.cli.output import print_json, print_table, print_text
    from medkg.kg.gaps import gaps as found

    listed = found(directory)[:limit]
    if json:
        print_json(listed)
        return
    if not listed:
        print_text("every mention has a concept")
        return
    rows = [(one.name, one.type, one.documents, one.mentions, one.spellings, one.id) for one in listed]
    print_table(("name", "type", "documents", "mentions", "also written", "id"), rows)
