"""What a load did."""

from dataclasses import dataclass

from medkg.graph_db.loading.counts import Counts


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, or would do (``dry_run``).

    ``read`` rows were read of the build; of these ``created`` and ``updated`` were written and ``unchanged``
    were there as they should be and skipped. ``deleted`` were in the graph and no longer given. Rows that a
    load before it, cut off, had brought count as unchanged. ``seconds`` is wall time.
    """

    dry_run: bool
    read: int
    created: int
    updated: int
    deleted: int
    unchanged: int
    seconds: float
    rows_per_second: float
    nodes: Counts
    edges: Counts


def load_report(nodes: Counts, edges: Counts, *, seconds: float, dry_run: bool = False) -> LoadReport:
    """The report with the sums of both."""
    both = nodes + edges
    read = both.created + both.updated + both.unchanged
    return LoadReport(
        dry_run=dry_run,
        read=read,
        created=both.created,
        updated=both.updated,
        deleted=both.deleted,
        unchanged=both.unchanged,
        seconds=seconds,
        rows_per_second=read / max(seconds, 1e-9),
        nodes=nodes,
        edges=edges,
    )
