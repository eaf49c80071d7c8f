"""What a fact rests on: text, curated tables, or other facts."""

from dataclasses import dataclass

from medkg.extraction.assertion import Polarity
from medkg.kg.triple import Triple


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """A sentence of a document; ``score`` is the joint probability of extraction and links, in [0, 1]."""

    document: str
    sentence: str
    start: int
    end: int
    year: int | None
    polarity: Polarity
    score: float
    subject_text: str
    object_text: str
    extractor: str


@dataclass(frozen=True, slots=True)
class CuratedEvidence:
    """A row of a curated table; ``reference`` is what the table cites, ``frequency`` in [0, 1] where it gives one."""

    source: str
    reference: str
    frequency: float | None
    polarity: Polarity
    score: float


@dataclass(frozen=True, slots=True)
class InferredEvidence:
    """The conclusion of ``rule`` from ``premises``; never surer than the weakest of them."""

    rule: str
    premises: tuple[Triple, ...]
    score: float


Evidence = TextEvidence | CuratedEvidence | InferredEvidence
