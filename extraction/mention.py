"""Mentions: the words of a text that name a symptom, a disease, a drug, a treatment or a test."""

from dataclasses import dataclass
from enum import StrEnum

from medkg.extraction.assertion import Assertion
from medkg.extraction.span import Span


class MentionType(StrEnum):
    """The kinds of things that are found. Treatments are procedures and therapies that are not drugs."""

    DISEASE = "Disease"
    SYMPTOM = "Symptom"
    DRUG = "Drug"
    TREATMENT = "Treatment"
    TEST = "Test"


CARE = frozenset({MentionType.DRUG, MentionType.TREATMENT, MentionType.TEST})
"""What is done for somebody, other than what somebody has."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention, made by :meth:`medkg.extraction.document.Document.mention`: ``text`` is the slice.

    ``document`` is the document's id, ``score`` a probability in [0, 1], ``extractor`` the name and version
    of what found it (``gold`` for an annotated corpus). ``type`` is a :class:`MentionType` value in all that
    the product extracts; an annotated corpus read for measuring keeps its own type names.
    ``identifiers`` are the concept identifiers that an annotated corpus gives, as written there.
    """

    document: str
    span: Span
    text: str
    type: str
    score: float = 1.0
    assertion: Assertion = Assertion()
    extractor: str = "gold"
    identifiers: tuple[str, ...] = ()
