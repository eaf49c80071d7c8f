"""Facts: a triple with all of its evidence."""

from dataclasses import dataclass

from medkg.kg.evidence import Evidence
from medkg.kg.triple import Triple


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement and the evidence for and against it, without repeats and in a fixed order."""

    triple: Triple
    evidence: tuple[Evidence, ...]
