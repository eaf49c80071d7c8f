"""Links from mentions to concepts."""

from dataclasses import dataclass

from medkg.extraction.mention import Mention
from medkg.linking.concept import Concept


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a mention may mean, the name that matched, and a score in [0, 1].

    ``features`` are the named numbers that the score was made from.
    """

    concept: Concept
    matched: str
    score: float
    features: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention means; ``concept`` is None for NIL, which is an answer and not an error. ``score`` is
    that of the concept's candidate, or the probability of NIL.

    ``candidates`` are the best ones, best first, also when the answer is NIL. A mention that names several
    things together ("breast and ovarian cancer") means ``concept`` and those in ``further``; where the best
    candidate is none of them, ``score`` is that of the words that name ``concept``. ``qualifiers``
    are what it says of stage, grade, severity, course and side that the concept's name does not ("stage
    III").
    """

    mention: Mention
    concept: Concept | None
    score: float
    candidates: tuple[Candidate, ...] = ()
    further: tuple[Concept, ...] = ()
    qualifiers: tuple[str, ...] = ()
