"""``medkg contradictions``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Uri, User

if TYPE_CHECKING:
    from medkg.kg.questions.contradictions import Contradiction


def contradictions(
    concept: Annotated[
        str | None, typer.Argument(help="A name or CURIE; all concepts otherwise.", metavar="[CONCEPT]")
    ] = None,
    limit: Limit = 20,
    sentences: Annotated[int, typer.Option("--sentences", help="Sentences to show of each side.", min=0)] = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what both treats and causes a condition, and facts that some sentences deny."""
    from medkg.kg.questions.contradictions import contradictions as ask
    from medkg.kg.questions.resolve import resolve

    with asking(uri, user, database) as store:
        about = None if concept is None else resolve(store, concept).id
        found = ask(store, concept=about, limit=limit, year=as_of)
    answered(found, lambda found: _print_all(found, sentences), json)


def _print_all(found: "Sequence[Contradiction]", sentences: int) -> None:
    from medkg.kg.cli.output import print_text

    if not found:
        print_text("no contradictions found")
    for one in found:
        _print(one, sentences)


def _print(one: "Contradiction", sentences: int) -> None:
    from medkg.kg.cli.answers import statement, told
    from medkg.kg.cli.output import print_text

    print_text(statement(one.fact), style="cyan")
    for evidence in one.supporting[:sentences]:
        print_text(f"    {told(evidence)}")
    print_text(f"  but {statement(one.other) if one.other else 'it is denied'}", style="yellow")
    for evidence in one.opposing[:sentences]:
        print_text(f"    {told(evidence)}")
