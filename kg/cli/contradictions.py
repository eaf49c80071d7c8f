"""``medkg contradictions``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Sentences, Uri, User

if TYPE_CHECKING:
    from medkg.kg.questions.contradictions import Contradiction


def contradictions(
    concept: Annotated[
        str | None, typer.Argument(help="A name or CURIE; all concepts otherwise.", metavar="[CONCEPT]")
    ] = None,
    limit: Limit = 20,
    sentences: Sentences = 1,
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
        found = ask(store, concept=about, limit=limit, year=as_of, sentences=sentences)
    answered(found, _print_all, json)


def _print_all(found: "Sequence[Contradiction]") -> None:
    from medkg.kg.cli.output import print_text

    if not found:
        print_text("no contradictions found")
    for one in found:
        _print(one)


def _print(one: "Contradiction") -> None:
    from medkg.kg.cli.answers import print_evidence, statement
    from medkg.kg.cli.output import print_text

    print_text(statement(one.fact), style="cyan")
    print_evidence(one.supporting)
    print_text(f"  but {statement(one.other) if one.other else 'it is denied'}", style="yellow")
    print_evidence(one.opposing)
