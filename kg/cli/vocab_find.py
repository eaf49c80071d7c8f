"""``medkg vocab find``: concepts for a list of names."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from medkg.kg.cli.options import Index, Json, Limit

if TYPE_CHECKING:
    from medkg.linking.concept import Concept

_AT_ONCE = 10_000


def find(
    file: Annotated[
        Path,
        typer.Argument(
            help="One name a line, with its type after a tab where it has one; - is standard input.",
            exists=True,
            dir_okay=False,
            allow_dash=True,
            metavar="FILE",
        ),
    ],
    type: Annotated[
        str, typer.Option("--type", help="Type of the names that come without one; any otherwise.")
    ] = "",
    limit: Limit = 3,
    vocabulary: Index = None,
    json: Json = False,
) -> None:
    """Find the concepts that each of many names may mean, all at once."""
    from medkg.extraction.mention import MentionType
    from medkg.kg.cli.choices import one_of
    from medkg.kg.cli.output import print_json, print_table
    from medkg.kg.cli.parts import load_linker
    from medkg.kg.cli.progress import progress

    names = list(_names(file, one_of(type, ("", *MentionType), "--type")))
    linker = load_linker(vocabulary)
    found: list[list[tuple[Concept, float]]] = []
    with progress() as report:
        for start in range(0, len(names), _AT_ONCE):
            found += linker.candidates(names[start : start + _AT_ONCE], limit=limit)
            report("find", len(found), len(names))
    if json:
        print_json([_told(*asked, row) for asked, row in zip(names, found, strict=True)])
        return
    rows = [
        (name, concept.curie, concept.name, score)
        for (name, _), row in zip(names, found, strict=True)
        for concept, score in row
    ]
    print_table(("name", "id", "concept", "likeness"), rows)


def _told(name: str, kind: str, row: "list[tuple[Concept, float]]") -> dict[str, object]:
    candidates = [
        {"id": concept.curie, "name": concept.name, "score": round(score, 3)} for concept, score in row
    ]
    return {"name": name, "type": kind or None, "candidates": candidates}


def _names(file: Path, kind: str) -> Iterator[tuple[str, str]]:
    """The names in ``file`` with their types; a line whose type is none is told and left out."""
    from medkg.extraction.mention import MentionType
    from medkg.extraction.readers.bounded import DEFAULT_LIMITS
    from medkg.extraction.readers.decoding import decoded_lines
    from medkg.extraction.readers.standard_input import with_standard_input
    from medkg.kg.cli.console import note

    with with_standard_input([file], DEFAULT_LIMITS) as (path,), path.open("rb") as stream:
        for number, line in enumerate(decoded_lines(stream), 1):
            name, _, own = line.rstrip("\r\n").partition("\t")
            if own.strip() not in ("", *MentionType):
                note(f"left out: line {number}: its type is not allowed; {', '.join(MentionType)} are")
            elif name.strip():
                yield name.strip(), own.strip() or kind
