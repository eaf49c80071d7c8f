"""What a load did."""

from dataclasses import dataclass

from medkg.graph_db.loading.counts import Counts


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did, over all runs that it took; ``rows_per_second`` is of this run."""

    created: int
    updated: int
    deleted: int
    unchanged: int
    rows_per_second: float
    nodes: Counts
    edges: Counts


def load_report(nodes: Counts, edges: Counts, *, rows_per_second: float) -> LoadReport:
    """The report with the sums of both."""
    both = nodes + edges
    return LoadReport(both.created, both.updated, both.deleted, both.unchanged, rows_per_second, nodes, edges)
