"""Questions to the graph, and their answers with evidence."""

from medkg.kg.questions.answers import ConceptAnswer, EvidenceAnswer, FactAnswer, Knowledge, Reasons
from medkg.kg.questions.errors import (
    AmbiguousConceptError,
    QuestionError,
    UnknownConceptError,
    UnknownFactError,
    UnknownPredicateError,
)
from medkg.kg.questions.known import show, symptoms, treatments
from medkg.kg.questions.resolve import concepts_named, resolve, similar_concepts
from medkg.kg.questions.store import ReadableStore
from medkg.kg.questions.why import why

__all__ = [
    "AmbiguousConceptError",
    "ConceptAnswer",
    "EvidenceAnswer",
    "FactAnswer",
    "Knowledge",
    "QuestionError",
    "ReadableStore",
    "Reasons",
    "UnknownConceptError",
    "UnknownFactError",
    "UnknownPredicateError",
    "concepts_named",
    "resolve",
    "show",
    "similar_concepts",
    "symptoms",
    "treatments",
    "why",
]
