"""``medkg show``, ``why``, ``treatments`` and ``symptoms``."""

from typing import Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Sentences, Uri, User

Disease = Annotated[str, typer.Argument(help="Its name or CURIE.", metavar="DISEASE")]


def show(
    concept: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="CONCEPT")],
    limit: Limit = 20,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what is known about a concept, the surest first."""
    from medkg.kg.cli.answers import print_knowledge
    from medkg.kg.questions import show as ask

    with asking(uri, user, database) as store:
        known = ask(store, concept, limit=limit, year=as_of, sentences=sentences)
    answered(known, print_knowledge, json)


def treatments(
    disease: Disease,
    limit: Limit = 20,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show what treats or prevents a disease, the surest first."""
    from medkg.kg.cli.answers import print_knowledge
    from medkg.kg.questions import treatments as ask

    with asking(uri, user, database) as store:
        known = ask(store, disease, limit=limit, year=as_of, sentences=sentences)
    answered(known, print_knowledge, json)


def symptoms(
    disease: Disease,
    limit: Limit = 20,
    sentences: Sentences = 1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show the symptoms of a disease, the surest first."""
    from medkg.kg.cli.answers import print_knowledge
    from medkg.kg.questions import symptoms as ask

    with asking(uri, user, database) as store:
        known = ask(store, disease, limit=limit, year=as_of, sentences=sentences)
    answered(known, print_knowledge, json)


def why(
    subject: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="SUBJECT")],
    predicate: Annotated[str, typer.Argument(help="Such as CAUSES or TREATS.", metavar="PREDICATE")],
    object: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="OBJECT")],
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show every sentence for and against a fact, with its document, year and polarity."""
    from medkg.kg.cli.answers import print_reasons
    from medkg.kg.questions import UnknownPredicateError
    from medkg.kg.questions import why as ask

    with asking(uri, user, database) as store:
        try:
            reasons = ask(store, subject, predicate, object, year=as_of)
        except UnknownPredicateError as error:
            raise typer.BadParameter(str(error), param_hint="PREDICATE") from None
    answered(reasons, print_reasons, json)
