"""Answers about vocabularies as tables."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medkg.kg.cli.output import print_table, print_text

if TYPE_CHECKING:
    from medkg.linking.index.difference import Difference
    from medkg.linking.index.explain import Explanation


def print_explanation(found: "Explanation") -> None:
    """Print a concept, what leads to it and why."""
    concept = found.concept
    print_text(f"{concept.curie} {concept.name} ({', '.join(concept.types)})", style="bold")
    identifiers = [(curie, standing.name.lower()) for curie, standing in found.identifiers]
    print_table(("identifier", "standing"), identifiers)
    joins = [(one.first, one.second, one.ground.value, one.row) for one in found.joins]
    if joins:
        print_table(("one", "other", "ground", "row"), joins, title="merged by")
    refused = [
        (one.match.first, one.match.second, one.match.row, one.refusal.value, f"{one.left}, {one.right}")
        for one in found.conflicts
    ]
    if refused:
        print_table(("one", "other", "row", "because of", "between"), refused, title="not merged")


def print_difference(found: "Difference", limit: int) -> None:
    """Print how many concepts changed, and the first ``limit`` of each kind."""
    kinds = ("added", "renamed", "merged", "split", "obsolete")
    print_table(("change", "concepts"), [(kind, len(getattr(found, kind))) for kind in kinds])
    _print("added", [(one.curie, one.name, "", "") for one in found.added[:limit]])
    _print(
        "renamed",
        [(one.old.curie, one.old.name, one.new.curie, one.new.name) for one in found.renamed[:limit]],
    )
    _print(
        "merged",
        [
            (old.curie, old.name, one.new.curie, one.new.name)
            for one in found.merged[:limit]
            for old in one.old
        ],
    )
    _print(
        "split",
        [
            (one.old.curie, one.old.name, new.curie, new.name)
            for one in found.split[:limit]
            for new in one.new
        ],
    )
    _print("obsolete", [(one.curie, one.name, "", "") for one in found.obsolete[:limit]])


def _print(title: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        print_table(("id", "name", "now", "its name"), rows, title=title)
