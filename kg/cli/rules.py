"""``medkg infer``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Sentences, Uri, User

if TYPE_CHECKING:
    from medkg.kg.questions import FactAnswer
    from medkg.kg.rules import Inferred, KindOf


def infer(
    concept: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="CONCEPT")],
    rules: Annotated[
        Path | None,
        typer.Option("--rules", help="A TOML file of rules; ours otherwise.", exists=True, dir_okay=False),
    ] = None,
    limit: Limit = 20,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what follows about a concept by rules, with the premises; nothing is stored."""
    from medkg.kg.rules import RuleError, inferred, read_rules

    try:
        known = read_rules(rules)
    except RuleError as error:
        raise typer.BadParameter(str(error), param_hint="--rules") from None
    with asking(uri, user, database) as store:
        found = inferred(store, concept, rules=known, limit=limit, year=as_of, sentences=sentences)
    answered(found, _print, json)


def _print(found: "Sequence[Inferred]") -> None:
    from medkg.kg.cli.answers import print_told
    from medkg.kg.cli.output import print_text
    from medkg.kg.questions import FactAnswer

    if not found:
        print_text("nothing follows")
    for one in found:
        statement = f"{one.subject.name} {one.predicate} {one.object.name}"
        print_text(f"{statement}  belief {one.belief:.2f}, inferred: {one.rule}", style="cyan")
        print_text(f"    because {'; '.join(map(_told, one.premises))}")
        print_told([premise for premise in one.premises if isinstance(premise, FactAnswer)])


def _told(premise: "FactAnswer | KindOf") -> str:
    from medkg.kg.questions import FactAnswer

    if isinstance(premise, FactAnswer):
        return _counted(premise)
    return f"{premise.subject.name} is a kind of {premise.object.name}"


def _counted(fact: "FactAnswer") -> str:
    counts = f"{fact.papers} papers, {fact.sentences} sentences, {fact.curated} curated"
    return f"{fact.subject.name} {fact.predicate} {fact.object.name} (belief {fact.belief:.2f}; {counts})"
