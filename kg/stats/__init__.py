"""What is in a graph or a build, counted."""

from medkg.kg.stats.breakdown import BREAKDOWNS, Breakdown
from medkg.kg.stats.statistics import Count, Statistics, build_statistics, graph_statistics

__all__ = ["BREAKDOWNS", "Breakdown", "Count", "Statistics", "build_statistics", "graph_statistics"]
