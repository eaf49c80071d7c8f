"""Why two concepts were joined, or were not."""

from dataclasses import dataclass
from enum import Enum

from medkg.linking.curie import Curie


class Ground(Enum):
    """What speaks for two concepts being one idea, the surest first: a row of a mapping table, a
    cross-reference, a third identifier that both name, the same name, the name of one as the other's synonym.
    """

    MAPPED = "mapped"
    STATED = "stated"
    SHARED = "shared"
    NAME = "name"
    SYNONYM = "synonym"


class Refusal(Enum):
    """Why two concepts were not joined."""

    SAME_VOCABULARY = "same vocabulary"
    DENIED = "denied"
    TYPES = "types"
    AMBIGUOUS = "ambiguous"
    """The source that states the match equates one of the two with several concepts of one vocabulary."""


@dataclass(frozen=True, slots=True)
class Match:
    """``first`` and ``second`` may be one idea; ``row`` says in words what says so and where it stands."""

    first: Curie
    second: Curie
    ground: Ground
    row: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A match that was refused: ``left`` and ``right`` would have fallen together and may not."""

    match: Match
    refusal: Refusal
    left: Curie
    right: Curie
