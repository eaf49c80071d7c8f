"""What a diagnosis answers with."""

from dataclasses import dataclass

from medkg.kg.diagnosis.hierarchy import Term
from medkg.kg.questions.answers import EvidenceAnswer


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a disease shows in the part ``frequency`` of its patients (None: no table says).

    ``belief`` and the counts are those of the fact with ``key`` in the graph (0 and empty for a bare table);
    ``evidence`` are its best sentences where texts speak of it (:mod:`medkg.kg.questions.sentences`).
    """

    term: Term
    frequency: float | None
    belief: float
    papers: int
    sentences: int
    curated: int
    key: str = ""
    evidence: tuple[EvidenceAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class Support:
    """What ``finding`` of the case says: ``ratio`` is the base-10 logarithm of its likelihood ratio.

    ``match`` is the finding of the disease that it was held against: itself, a kind of it, a more general one
    or a neighbour; None where the disease has nothing near.
    """

    finding: Term
    present: bool
    ratio: float
    match: Expected | None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A disease that may explain the case.

    ``score`` is the base-10 logarithm of its odds: the ``likelihood`` of what was found, sex and age
    included, and the ``prior`` (0 where nothing is known of how common it is). ``probability`` is its share
    among all diseases. ``missing`` are the disease's usual findings that the case does not speak of.
    """

    rank: int
    disease: Term
    score: float
    likelihood: float
    prior: float
    probability: float
    supporting: tuple[Support, ...]
    opposing: tuple[Support, ...]
    missing: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The finding to look for next: its answer is expected to give ``bits`` about which leader it is.

    ``yes`` and ``no`` are the leader then, if it is found or not.
    """

    finding: Term
    bits: float
    yes: Term
    no: Term


@dataclass(frozen=True, slots=True)
class Differential:
    """The ``diagnoses`` of a case, best first, among ``diseases`` diseases that were weighed.

    ``prior`` says whose prevalences stood behind it; None where all diseases were held equally likely.
    """

    present: tuple[Term, ...]
    absent: tuple[Term, ...]
    diagnoses: tuple[Diagnosis, ...]
    question: Question | None
    diseases: int
    prior: str | None = None
