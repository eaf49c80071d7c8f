"""``medkg diagnose``."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.asking import answered, asking
from medkg.kg.cli.options import (
    AsOf,
    Database,
    EqualPriors,
    Json,
    Prevalence,
    Sentences,
    Table,
    Uri,
    User,
    WithoutGraph,
)

if TYPE_CHECKING:
    from medkg.kg.diagnosis import Case, Differential, Expected, Hierarchy, Prior, Source, Support

_NOTE = "Research software: no diagnosis for a patient. Read the evidence."


def diagnose(
    present: Annotated[
        list[str] | None,
        typer.Argument(help="What was found: names or ids of HPO.", metavar="FINDING", show_default=False),
    ] = None,
    absent: Annotated[
        list[str] | None, typer.Option("--absent", help="What was looked for in vain.", metavar="FINDING")
    ] = None,
    age: Annotated[float | None, typer.Option("--age", help="In years.", min=0, max=150)] = None,
    sex: Annotated[str | None, typer.Option("--sex", help="female or male.")] = None,
    phenopacket: Annotated[
        Path | None,
        typer.Option("--phenopacket", help="A GA4GH Phenopacket (JSON).", exists=True, dir_okay=False),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many at most.", min=1)] = 5,
    sentences: Sentences = 1,
    prevalence: Prevalence = None,
    equal_priors: EqualPriors = False,
    without_graph: WithoutGraph = False,
    table: Table = None,
    as_of: AsOf = None,
    json: Json = False,
    uri: Uri = None,
    user: User = None,
    database: Database = None,
) -> None:
    """Rank the diseases that explain findings; show what is for and against each, and what to ask next."""
    from medkg.kg.diagnosis import diagnose as ask
    from medkg.kg.diagnosis.hierarchy import read_hierarchy

    prior = read_prior(prevalence, equal_priors)
    case = _case(present or [], absent or [], age, sex, phenopacket)
    hierarchy = read_hierarchy()
    with open_source(
        hierarchy, without_graph, table, as_of, uri, user, database, sentences=sentences
    ) as source:
        answer = ask(case, source=source, hierarchy=hierarchy, limit=limit, prior=prior)
    answered(answer, print_differential, json)


def read_prior(prevalence: Path | None, equal: bool) -> "Prior | None":
    """The prior of the file ``prevalence``, else of what is kept; None for ``equal`` ones or without any."""
    from medkg.kg.curated.errors import PrevalenceError
    from medkg.kg.curated.prevalence import kept_prevalences, read_prevalences
    from medkg.kg.diagnosis import Prior

    if equal:
        return None
    try:
        known = kept_prevalences() if prevalence is None else read_prevalences(prevalence)
    except PrevalenceError as error:
        raise typer.BadParameter(str(error), param_hint="--prevalence") from None
    return Prior(known) if known else None


@contextmanager
def open_source(
    hierarchy: "Hierarchy",
    without_graph: bool,
    table: Path | None,
    year: int | None,
    uri: str | None,
    user: str | None,
    database: str | None,
    *,
    sentences: int = 0,
) -> Iterator["Source"]:
    """The graph (as of ``year`` where it is given), with sentences, or the curated table alone."""
    from medkg.kg.diagnosis.as_of import GraphAsOf
    from medkg.kg.diagnosis.graph import Graph
    from medkg.kg.diagnosis.table import CuratedTable

    if without_graph or table is not None:
        if year is not None:
            raise typer.BadParameter("the curated table has no years; ask the graph", param_hint="--as-of")
        try:
            yield CuratedTable.read(hierarchy, table)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint="--table") from None
        return
    with asking(uri, user, database) as store:
        if year is None:
            yield Graph(store, sentences)
        else:
            yield GraphAsOf(store, sentences, year=year)


def _case(
    present: Sequence[str],
    absent: Sequence[str],
    age: float | None,
    sex: str | None,
    phenopacket: Path | None,
) -> "Case":
    from medkg.kg.cli.choices import one_of
    from medkg.kg.diagnosis import Case
    from medkg.kg.diagnosis.case import SEXES
    from medkg.kg.diagnosis.cases import read_phenopacket

    if bool(present) == (phenopacket is not None):
        raise typer.BadParameter("findings or --phenopacket are required, one of both", param_hint="FINDING")
    if phenopacket is not None:
        return read_phenopacket(phenopacket)
    known = None if sex is None else SEXES[one_of(sex, SEXES, "--sex")]
    return Case("", tuple(present), tuple(absent), known, age)


def print_differential(answer: "Differential") -> None:
    """Print the diagnoses, each with its reasons, and the next question."""
    from medkg.kg.cli.output import print_text

    for one in answer.diagnoses:
        head = f"{one.rank}. {one.disease.name} ({one.disease.id})"
        prior = f", of it prior {one.prior:+.1f}" if answer.prior else ""
        score = f"score {one.score:+.1f}{prior}"
        print_text(f"{head}  probability {one.probability:.2f}, {score}", style="cyan")
        _print_supports("for", one.supporting)
        _print_supports("against", one.opposing)
        _print_sentences((*one.supporting, *one.opposing))
        if one.missing:
            print_text(f"    not mentioned: {'; '.join(map(_expected, one.missing))}")
    if answer.question is not None:
        ask = answer.question
        print_text(f"Look next for: {ask.finding.name} ({ask.finding.id}; {ask.bits:.2f} bits)", style="bold")
        print_text(f"    if found: {ask.yes.name}; if not: {ask.no.name}")
    if answer.prior:
        print_text(f"How common diseases are counts, by {answer.prior}; --equal-priors leaves it out.")
    print_text(f"{answer.diseases} diseases were weighed. {_NOTE}")


def _print_supports(label: str, supports: "Sequence[Support]") -> None:
    from medkg.kg.cli.output import print_text

    if supports:
        print_text(f"    {label}: {'; '.join(map(_support, supports))}")


def _print_sentences(supports: "Sequence[Support]") -> None:
    from medkg.kg.cli.answers import told
    from medkg.kg.cli.output import print_text

    matches = {one.match.key: one.match for one in supports if one.match is not None}
    for match in matches.values():
        for piece in match.evidence:
            print_text(f"      {match.term.name}: {told(piece)}")


def _support(one: "Support") -> str:
    finding = one.finding.name if one.present else f"no {one.finding.name}"
    if one.match is None:
        return f"{finding} {one.ratio:+.1f}"
    how = "" if one.match.term == one.finding else f", as {one.match.term.name}"
    return f"{finding} {one.ratio:+.1f}{how} ({_counts(one.match)})"


def _expected(one: "Expected") -> str:
    return f"{one.term.name} ({_counts(one)})"


def _counts(one: "Expected") -> str:
    often = [] if one.frequency is None else [f"{one.frequency:.0%} of patients"]
    belief = [f"belief {one.belief:.2f}"] if one.key else []
    papers = [f"{one.papers} papers, {one.sentences} sentences"] if one.papers else []
    return ", ".join([*often, *belief, *papers, f"{one.curated} curated"])
