"""Counts of a graph and of a build."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medkg.kg.build.reading import FinishedBuild
from medkg.kg.questions.store import ReadableStore
from medkg.kg.stats.breakdown import BREAKDOWNS, Breakdown


@dataclass(frozen=True, slots=True)
class Count:
    """How many (``number``) have ``label``."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """How many there are in all, and the counts of each of :data:`BREAKDOWNS` by its key."""

    concepts: int
    facts: int
    evidence: int
    documents: int
    counts: Mapping[str, tuple[Count, ...]]


def graph_statistics(store: ReadableStore) -> Statistics:
    """What is in the graph that ``store`` holds; every fact and piece of evidence is looked at."""
    return _statistics(lambda one: store.read(one.cypher))


def build_statistics(directory: Path) -> Statistics:
    """What is in the build in ``directory``; a graph that was loaded from it has the same.

    Raises:
        NotABuildError: if ``directory`` holds no finished build.
    """
    build = FinishedBuild.of(directory)
    return _statistics(lambda one: build.rows(one.sql))


def _statistics(rows: Callable[[Breakdown], Iterable[Mapping[str, Any]]]) -> Statistics:
    counts = {one.key: tuple(Count(row["label"], row["number"]) for row in rows(one)) for one in BREAKDOWNS}

    def whole(key: str) -> int:
        return sum(count.number for count in counts[key])

    return Statistics(
        concepts=whole("concepts-by-type"),
        facts=whole("facts-by-predicate"),
        evidence=whole("evidence-by-polarity"),
        documents=whole("documents-by-source"),
        counts=counts,
    )
