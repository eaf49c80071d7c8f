"""What a fact rests on: text, curated tables, or other facts."""

from dataclasses import dataclass

from medkg.extraction.assertion import Polarity
from medkg.kg.document_kind import DocumentKind
from medkg.kg.triple import Triple


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """A sentence of a document; ``score`` is the joint probability of extraction and links, in [0, 1].

    ``start`` and ``end`` bound the sentence in the document's text (of several, from the first to the last,
    which ``sentence`` then joins by an ellipsis). Evidence of a ``retracted`` document is shown but never
    counted.
    """

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
    retracted: bool = False
    document_kind: DocumentKind = DocumentKind.ARTICLE


@dataclass(frozen=True, slots=True)
class CuratedEvidence:
    """A row of a curated table, what it cites, and how often it holds (in [0, 1]) where the table says so."""

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
