"""Relations between mentions, and between concepts where a corpus annotates only those."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from medkg.extraction.assertion import Polarity
from medkg.extraction.mention import Mention
from medkg.extraction.span import Span


@dataclass(frozen=True, slots=True)
class Relation:
    """``head`` has relation ``type`` to ``tail``, by the sentences at ``evidence`` (at least one span).

    ``type`` is the name of a predicate (``CAUSES``, ``TREATS``, ``HAS_SYMPTOM``, ...), ``score`` a
    probability, ``polarity`` says whether the text affirms, denies or doubts the relation.
    """

    head: Mention
    tail: Mention
    type: str
    score: float
    evidence: tuple[Span, ...]
    polarity: Polarity = Polarity.AFFIRMED
    extractor: str = "gold"


@dataclass(frozen=True, slots=True)
class ConceptRelation:
    """A relation of a whole document between two concept identifiers, as PubTator corpora give it.

    ``score`` is a probability; relations that differ in it alone are equal.
    """

    type: str
    head: str
    tail: str
    score: float = field(default=1.0, compare=False)


def sentences_of(head: Mention, tail: Mention, sentences: Sequence[Span]) -> tuple[Span, ...]:
    """Those of ``sentences`` in which ``head`` or ``tail`` begins."""
    begins = (head.span.start, tail.span.start)
    return tuple(one for one in sentences if any(one.start <= begin < one.end for begin in begins))
