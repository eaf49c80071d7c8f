"""Options that several commands share."""

import sys
from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]

Uri = Annotated[
    str | None,
    typer.Option(
        "--uri", help="Neo4j's address; NEO4J_URI or the local server by default.", show_default=False
    ),
]
User = Annotated[str | None, typer.Option("--user", help="User name; NEO4J_USERNAME by default.")]
Database = Annotated[str | None, typer.Option("--database", help="Database; NEO4J_DATABASE by default.")]

NerModel = Annotated[
    Path | None,
    typer.Option(
        "--ner",
        help="Folder of a mention model.",
        exists=True,
        file_okay=False,
    ),
]
RelationModel = Annotated[
    Path | None,
    typer.Option(
        "--relation-model",
        help="Folder of a relation model.",
        exists=True,
        file_okay=False,
    ),
]
Device = Annotated[str | None, typer.Option("--device", help="cpu, cuda or cuda:N; chosen by itself.")]
MinScore = Annotated[
    float | None,
    typer.Option(
        "--min-score",
        help="Least score of mentions and relations, instead of the models' own thresholds.",
        min=0,
        max=1,
    ),
]
Index = Annotated[
    Path | None,
    typer.Option("--vocabulary", help="A compiled vocabulary index; the default one otherwise.", exists=True),
]
Limit = Annotated[int, typer.Option("--limit", help="How many at most.", min=1, max=sys.maxsize - 1)]
Sentences = Annotated[
    int,
    typer.Option(
        "--sentences", help="Sentences to show for each fact, and as many that deny it.", min=0, max=1000
    ),
]
AsOf = Annotated[
    int | None, typer.Option("--as-of", help="Answer as of this year, from the evidence until then.", min=1)
]

WithoutGraph = Annotated[
    bool, typer.Option("--without-graph", help="Ask HPO's curated table alone; no server is needed.")
]
Table = Annotated[
    Path | None,
    typer.Option(
        "--table",
        help="Another table in the form of phenotype.hpoa, without a graph.",
        exists=True,
        dir_okay=False,
    ),
]

Prevalence = Annotated[
    Path | None,
    typer.Option(
        "--prevalence",
        help="How common diseases are: Orphadata's XML or a table of CURIE and patients per 100,000; "
        "what medkg vocab prevalence keeps otherwise.",
        exists=True,
        dir_okay=False,
    ),
]
EqualPriors = Annotated[
    bool, typer.Option("--equal-priors", help="Hold all diseases equally likely, whatever is kept.")
]

Inputs = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, globs, or - for standard input.", metavar="INPUT", show_default=False
    ),
]
Format = Annotated[
    str | None, typer.Option("--format", help="Format of the input; told by its content otherwise.")
]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Column of a table with the record's id.")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="Column of a table with the text.")]
TitleColumn = Annotated[str | None, typer.Option("--title-column", help="Column of a table with the title.")]
TypeColumn = Annotated[
    str | None,
    typer.Option(
        "--type-column",
        help="Column of a table with the publication type, such as Review or note; several parted by ;.",
    ),
]
YearColumn = Annotated[str | None, typer.Option("--year-column", help="Column of a table with the year.")]
