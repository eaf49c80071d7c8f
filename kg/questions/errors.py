"""Why a question has no answer.

QuestionError
├── UnknownConceptError     no concept of the graph has that name
├── AmbiguousConceptError   several have it; ``choices`` are these
├── UnknownPredicateError   no such relation
└── UnknownFactError        the graph does not hold that fact
"""

from collections.abc import Sequence

from medkg.kg.predicate import PREDICATES
from medkg.kg.questions.answers import ConceptAnswer


class QuestionError(Exception):
    """A question that cannot be answered."""


class UnknownConceptError(QuestionError):
    """No concept of the graph has the name; ``similar`` are those that come near."""

    def __init__(self, name: str, similar: Sequence[ConceptAnswer]) -> None:
        near = ", ".join(f"{concept.name} ({concept.id})" for concept in similar)
        super().__init__(
            f"no concept named {_short(name)!r} is in the graph" + (f"; similar: {near}" if near else "")
        )
        self.similar = tuple(similar)


class AmbiguousConceptError(QuestionError):
    """Several concepts have the name."""

    def __init__(self, name: str, choices: Sequence[ConceptAnswer]) -> None:
        ids = ", ".join(f"{concept.id} ({concept.name}, {concept.type})" for concept in choices)
        super().__init__(f"{_short(name)!r} names several concepts, ask for one of them: {ids}")
        self.choices = tuple(choices)


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


class UnknownPredicateError(QuestionError):
    """No relation of the graph has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name[:80]!r} is no predicate; {', '.join(sorted(PREDICATES))} are allowed")


class UnknownFactError(QuestionError):
    """The graph does not hold the fact asked for."""
