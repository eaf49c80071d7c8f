"""What the text says about a mention: is it so, when, and of whom."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """Whether the text affirms, denies or doubts."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    POSSIBLE = "possible"


class Time(StrEnum):
    """When the mention holds, seen from the document."""

    CURRENT = "current"
    HISTORICAL = "historical"
    HYPOTHETICAL = "hypothetical"


class Experiencer(StrEnum):
    """Who has what is mentioned."""

    PATIENT = "patient"
    FAMILY = "family"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Assertion:
    """Polarity, time and experiencer of one mention; by default an affirmed finding of the patient now."""

    polarity: Polarity = Polarity.AFFIRMED
    time: Time = Time.CURRENT
    who: Experiencer = Experiencer.PATIENT
