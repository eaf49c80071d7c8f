"""``medkg network``: PageRank, communities and shortest paths over the facts of the graph."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import AsOf, Database, Json, Limit, Uri, User

if TYPE_CHECKING:
    from networkx import MultiDiGraph

    from medkg.graph_db.store import Store
    from medkg.kg.network import Chain, Community, Ranked

network = typer.Typer(no_args_is_help=True, help="Rank concepts, find communities and the surest chains.")

Least = Annotated[float, typer.Option("--least", help="Belief of a fact at least.", min=0, max=1)]
Predicates = Annotated[
    list[str] | None,
    typer.Option("--predicate", help="A kind of facts; may be repeated; all otherwise.", metavar="PREDICATE"),
]
Plot = Annotated[Path | None, typer.Option("--plot", help="Also draw it as this PNG file.", dir_okay=False)]


@network.command("rank")
def rank(
    type: Annotated[str | None, typer.Option("--type", help="Only these, such as Disease or Drug.")] = None,
    predicate: Predicates = None,
    least: Least = 0.1,
    limit: Limit = 20,
    plot: Plot = None,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Rank concepts by PageRank: what many believed facts point to, the highest first."""
    from medkg.extraction.mention import MentionType
    from medkg.kg.cli.choices import one_of
    from medkg.kg.network import draw_ranks, ranked

    wanted = None if type is None else one_of(type, map(str, MentionType), "--type")
    with _facts(uri, user, database, predicate, least, as_of) as (_, facts):
        found = ranked(facts, type=wanted)[:limit]
    if plot is not None:
        draw_ranks(found, plot)
    answered(found, _print_ranks, json)


@network.command("communities")
def communities(
    resolution: Annotated[
        float, typer.Option("--resolution", help="Above 0; higher makes more and smaller ones.", max=100)
    ] = 1.0,
    predicate: Predicates = None,
    least: Least = 0.1,
    limit: Limit = 20,
    plot: Plot = None,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Find concepts that hang together more than with others (Louvain), the largest communities first."""
    from medkg.kg.network import communities as find
    from medkg.kg.network import draw_communities

    with _facts(uri, user, database, predicate, least, as_of) as (_, facts):
        try:
            found = find(facts, resolution=resolution)[:limit]
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--resolution") from None
    if plot is not None:
        draw_communities(facts, found, plot)
    answered(found, _print_communities, json)


@network.command("chain")
def chain(
    first: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="CONCEPT")],
    second: Annotated[str, typer.Argument(help="A name or a CURIE.", metavar="CONCEPT")],
    predicate: Predicates = None,
    least: Least = 0.1,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Show the surest chain of facts of any length: the shortest path, where belief is nearness."""
    from medkg.kg.network import chain as find
    from medkg.kg.questions.resolve import resolve

    with _facts(uri, user, database, predicate, least, as_of) as (store, facts):
        found = find(facts, resolve(store, first).id, resolve(store, second).id)
    answered(found, _print_chain, json)


@contextmanager
def _facts(
    uri: str | None,
    user: str | None,
    database: str | None,
    predicates: list[str] | None,
    least: float,
    year: int | None,
) -> Iterator[tuple["Store", "MultiDiGraph"]]:
    from medkg.kg.cli.console import waiting_for
    from medkg.kg.network import network
    from medkg.kg.predicate import PREDICATES
    from medkg.kg.questions import UnknownPredicateError

    waiting_for("reading facts")
    with asking(uri, user, database) as store:
        try:
            kinds = [one.upper() for one in predicates or PREDICATES]
            yield store, network(store, predicates=kinds, least=least, year=year)
        except UnknownPredicateError as error:
            raise typer.BadParameter(str(error), param_hint="--predicate") from None


def _print_ranks(found: "Sequence[Ranked]") -> None:
    from medkg.kg.cli.output import print_table

    rows = [(f"{one.rank:.5f}", one.name, one.type, one.id, one.facts) for one in found]
    print_table(("PageRank", "concept", "type", "id", "facts"), rows)


def _print_communities(found: "Sequence[Community]") -> None:
    from medkg.kg.cli.output import print_table

    rows = [(one.concepts, one.within, "; ".join(member.name for member in one.members)) for one in found]
    print_table(("concepts", "within", "the highest ranked"), rows)


def _print_chain(found: "Chain | None") -> None:
    from medkg.kg.cli.output import print_text

    if found is None:
        print_text("no chain")
        return
    text = found.concepts[0]
    for place, link in enumerate(found.links):
        step = f"{link.predicate} {link.belief:.2f}"
        text += f" -{step}-> " if link.object == found.ids[place + 1] else f" <-{step}- "
        text += found.concepts[place + 1]
    print_text(f"{found.belief:.4f}  {text}")
