"""What a build came to."""

from dataclasses import dataclass

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FailureCount:
    """How often records failed in ``stage`` for ``reason``."""

    stage: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The counts of a build, and how this run of it went.

    ``mentions`` are counted by type, ``edges`` by predicate, ``dropped`` relations (which became no
    evidence) by reason. ``links`` counts mentions linked to a concept of a vocabulary, ``nils`` those
    linked to none. ``shards_made`` tells how many shards this run wrote, ``shards_kept`` how many it found
    done. ``seconds`` is wall time, ``documents_per_second`` the documents of this run's extraction by it
    (0.0 when nothing was to extract), ``peak_memory_mb`` the highest resident memory of the process, in
    units of 10**6 bytes.
    """

    documents: int
    sentences: int
    mentions: Counts
    links: int
    nils: int
    concepts: int
    evidence: int
    curated: int
    edges: Counts
    dropped: Counts
    failures: tuple[FailureCount, ...]
    shards_made: int
    shards_kept: int
    seconds: float
    documents_per_second: float
    peak_memory_mb: float
