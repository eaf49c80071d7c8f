"""``medkg search`` and ``medkg embed``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import Database, Json, Limit, Uri, User

if TYPE_CHECKING:
    from medkg.kg.questions import Found


def search(
    text: Annotated[str, typer.Argument(help="Words, or with --meaning a description.", metavar="TEXT")],
    type: Annotated[
        str | None, typer.Option("--type", help="Disease, Symptom, Drug, Treatment or Test.")
    ] = None,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="By meaning instead of words; medkg embed comes first.")
    ] = False,
    limit: Limit = 10,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Find concepts by words of their names and synonyms, typing errors allowed, or by meaning."""
    from medkg.extraction.mention import MentionType
    from medkg.kg.cli.choices import one_of
    from medkg.kg.meaning import search_by_meaning
    from medkg.kg.questions import search as ask

    wanted = None if type is None else one_of(type, map(str, MentionType), "--type")
    with asking(uri, user, database) as store:
        if meaning:
            found = search_by_meaning(store, _vector(text), type=wanted, limit=limit)
        else:
            found = ask(store, text, type=wanted, limit=limit)
    answered(found, _print, json)


def embed(
    again: Annotated[bool, typer.Option("--again", help="Also those that have one.")] = False,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Give the concepts of the graph their embeddings, for medkg search --meaning."""
    from medkg.extraction.encoder.sentences import SentenceEncoder
    from medkg.kg.cli.console import waiting_for
    from medkg.kg.cli.output import print_json, print_text
    from medkg.kg.cli.progress import progress
    from medkg.kg.meaning import embed as run

    waiting_for("loading the encoder")
    encoder = SentenceEncoder.load()
    with asking(uri, user, database) as store, progress() as report:
        made = run(store, encoder, again=again, progress=report)
    print_json({"embedded": made}) if json else print_text(f"{made} concepts embedded")


def _vector(text: str) -> Sequence[float]:
    from medkg.extraction.encoder.sentences import SentenceEncoder
    from medkg.kg.cli.console import waiting_for

    waiting_for("loading the encoder")
    vector: list[float] = SentenceEncoder.load().encode([text])[0].tolist()
    return vector


def _print(found: "Sequence[Found]") -> None:
    from medkg.kg.cli.output import print_table, print_text

    if not found:
        print_text("nothing is like it")
        return
    columns = ("score", "name", "id", "type", "matched", "mentions")
    rows = [
        (one.score, one.concept.name, one.concept.id, one.concept.type, one.matched, one.concept.mentions)
        for one in found
    ]
    print_table(columns, rows)
