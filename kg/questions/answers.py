"""What the questions answer with."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConceptAnswer:
    """A concept of the graph; ``mentions`` and ``documents`` count where the texts name it."""

    id: str
    name: str
    type: str
    synonyms: tuple[str, ...]
    xrefs: tuple[str, ...]
    nil: bool
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True)
class EvidenceAnswer:
    """One piece of evidence.

    ``kind`` is ``text`` (with document, its :class:`medkg.kg.document_kind.DocumentKind`, sentence, offsets
    and both words) or ``curated`` (with source,
    reference and the frequency in [0, 1] where the table has one). ``score`` is in [0, 1].
    """

    id: str
    kind: str
    polarity: str
    score: float
    document: str
    title: str
    year: int | None
    sentence: str
    start: int | None
    end: int | None
    subject_text: str
    object_text: str
    source: str
    reference: str
    frequency: float | None
    retracted: bool
    document_kind: str


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """A fact of the graph, with belief in [0, 1] and the counts of :mod:`medkg.kg.assembly.facts`.

    ``evidence`` are its best sentences and curated rows (:mod:`medkg.kg.questions.sentences`): as many as
    were asked for of those that speak for it, then as many of those that deny it.
    """

    key: str
    subject: ConceptAnswer
    predicate: str
    object: ConceptAnswer
    belief: float
    papers: int
    sentences: int
    negations: int
    curated: int
    retracted: int
    first_year: int | None
    last_year: int | None
    evidence: tuple[EvidenceAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known about ``concept``: the facts it is subject or object of, best first.

    ``denied`` are those that nothing speaks for: what there is denies them, or is retracted. They come after
    the others and count to the limit asked for.
    """

    concept: ConceptAnswer
    facts: tuple[FactAnswer, ...]
    denied: tuple[FactAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why ``fact`` is held: every piece of evidence for and against it, best first."""

    fact: FactAnswer
    evidence: tuple[EvidenceAnswer, ...]
