"""One thing that was looked at."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Whether a thing is there; ``OPTIONAL`` is missing but not needed, or made when it is needed."""

    OK = "ok"
    OPTIONAL = "optional"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at (``name``), what was found (``detail``), and the command that helps (``mend``).

    ``mend`` is empty where nothing is to be mended.
    """

    name: str
    state: State
    detail: str
    mend: str = ""


def found(name: str, detail: str) -> Check:
    """A check of something that is there."""
    return Check(name, State.OK, detail)


def missing(name: str, detail: str, mend: str) -> Check:
    """A check of something needed that is not there."""
    return Check(name, State.MISSING, detail, mend)


def optional(name: str, detail: str, mend: str) -> Check:
    """A check of something useful that is not there."""
    return Check(name, State.OPTIONAL, detail, mend)
