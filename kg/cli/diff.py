"""``medkg diff``."""

from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from medkg.kg.cli.options import Json, Limit

Build = Annotated[Path, typer.Argument(help="A finished build.", exists=True, file_okay=False)]


def diff(
    old: Build,
    new: Build,
    moved: Annotated[
        float, typer.Option(help="How far belief must move to be told.", min=0.0, max=1.0)
    ] = 0.01,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """Show how two builds differ: facts gained and lost, belief moved, and by which documents."""
    from medkg.kg.cli.output import jsonable, print_json, print_table, print_text
    from medkg.kg.diff import Change, differences, kind_changes

    found = differences(old, new, moved=moved)
    shown = list(islice(found, limit))
    counts = Counter(str(fact.change) for fact in shown)
    counts.update(str(fact.change) for fact in found)
    kinds = kind_changes(old, new)
    if json:
        facts = [{"change": str(fact.change), **jsonable(fact)} for fact in shown]
        told = {str(change): counts[change] for change in Change}
        print_json({"counts": told, "facts": facts, "kinds": kinds})
        return
    columns = ("change", "subject", "predicate", "object", "before", "after", "documents")
    cells = [
        (
            str(fact.change),
            fact.subject_name,
            fact.predicate,
            fact.object_name,
            fact.before,
            fact.after,
            ", ".join(fact.documents[:5])
            + (f" and {len(fact.documents) - 5} more" if fact.documents[5:] else ""),
        )
        for fact in shown
    ]
    print_text(", ".join(f"{counts[change]} {change}" for change in Change))
    if cells:
        print_table(columns, cells)
    if kinds:
        print_text(f"{len(kinds)} documents count as another kind than before")
        print_table(
            ("document", "before", "after"), [(one.document, one.before, one.after) for one in kinds[:limit]]
        )
