"""``medkg safety``, ``compare``, ``evidence-table``, ``paths``, ``similar`` and ``new``."""

from typing import Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Sentences, Uri, User

Name = Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="CONCEPT")]
Drug = Annotated[str, typer.Argument(help="Its name or CURIE.", metavar="DRUG")]


def safety(
    drugs: Annotated[
        list[str], typer.Option("--drugs", "--drug", help="A drug; may be repeated.", metavar="DRUG")
    ],
    problems: Annotated[
        list[str] | None,
        typer.Option(
            "--problems", "--problem", help="A disease or sign; may be repeated.", metavar="PROBLEM"
        ),
    ] = None,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what speaks against drugs together and in a patient's problems: interactions, harm, doubles."""
    from medkg.kg.cli.reasoning_answers import print_safety
    from medkg.kg.questions import safety as ask

    with asking(uri, user, database) as store:
        answer = ask(store, drugs=drugs, problems=problems or (), year=as_of, sentences=sentences)
    answered(answer, print_safety, json)


def compare(
    first: Drug,
    second: Drug,
    disease: Annotated[str, typer.Option("--for", help="The disease.", metavar="DISEASE")],
    limit: Limit = 20,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Compare two drugs for a disease: what they do to it, and their harms, shared and each one's own."""
    from medkg.kg.cli.reasoning_answers import print_comparison
    from medkg.kg.questions import compare as ask

    with asking(uri, user, database) as store:
        answer = ask(store, first, second, disease=disease, limit=limit, year=as_of, sentences=sentences)
    answered(answer, print_comparison, json)


def evidence_table(
    subject: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="SUBJECT")],
    predicate: Annotated[str, typer.Argument(help="Such as CAUSES or TREATS.", metavar="PREDICATE")],
    object: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="OBJECT")],
    format: Annotated[str, typer.Option("--format", help="markdown or csv.")] = "markdown",
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Print the papers for and against a fact, one a row, as Markdown or CSV."""
    from medkg.kg.cli.choices import one_of
    from medkg.kg.questions import UnknownPredicateError
    from medkg.kg.questions import evidence_table as ask
    from medkg.kg.questions.papers import as_csv, as_markdown

    write = {"markdown": as_markdown, "csv": as_csv}[one_of(format, ("markdown", "csv"), "--format")]
    with asking(uri, user, database) as store:
        try:
            rows = ask(store, subject, predicate, object, year=as_of)
        except UnknownPredicateError as error:
            raise typer.BadParameter(str(error), param_hint="PREDICATE") from None
    answered(rows, lambda rows: print(write(rows), end=""), json)


def paths(
    first: Name,
    second: Name,
    hops: Annotated[int, typer.Option("--hops", help="Facts on a path at most.", min=1, max=4)] = 3,
    least: Annotated[float, typer.Option("--least", help="Belief of a fact at least.", min=0, max=1)] = 0.1,
    limit: Limit = 10,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show how two concepts hang together, the best path first."""
    from medkg.kg.cli.reasoning_answers import print_paths
    from medkg.kg.questions import paths as ask

    with asking(uri, user, database) as store:
        answer = ask(
            store, first, second, hops=hops, least=least, limit=limit, year=as_of, sentences=sentences
        )
    answered(answer, print_paths, json)


def similar(
    disease: Annotated[str, typer.Argument(help="Its name or CURIE.", metavar="DISEASE")],
    limit: Limit = 10,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show the diseases that share most symptoms and treatments with one."""
    from medkg.kg.cli.reasoning_answers import print_similar
    from medkg.kg.questions import similar as ask

    with asking(uri, user, database) as store:
        answer = ask(store, disease, limit=limit, year=as_of, sentences=sentences)
    answered(answer, print_similar, json)


def new(
    since: Annotated[str, typer.Option("--since", help="A year, or a date, of which the year counts.")],
    limit: Limit = 50,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show the facts that no document before a year has, the surest first."""
    from medkg.kg.cli.answers import print_facts
    from medkg.kg.questions import new as ask

    year = _year(since)
    with asking(uri, user, database) as store:
        answer = ask(store, since=year, limit=limit, year=as_of, sentences=sentences)
    answered(answer, print_facts, json)


def _year(text: str) -> int:
    from datetime import date

    try:
        return (
            int(text)
            if len(text) == 4 and text.isascii() and text.isdigit()
            else date.fromisoformat(text).year
        )
    except ValueError:
        message = f"{text[:40]!r} is not allowed; YYYY or YYYY-MM-DD is"
        raise typer.BadParameter(message, param_hint="--since") from None
