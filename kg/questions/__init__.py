"""Questions to the graph, and their answers with evidence."""

from medkg.kg.questions.answers import ConceptAnswer, EvidenceAnswer, FactAnswer, Knowledge, Reasons
from medkg.kg.questions.compare import Comparison, Side, compare
from medkg.kg.questions.errors import (
    AmbiguousConceptError,
    QuestionError,
    UnknownConceptError,
    UnknownFactError,
    UnknownPredicateError,
)
from medkg.kg.questions.known import show, symptoms, treatments
from medkg.kg.questions.new import new
from medkg.kg.questions.papers import PaperRow, evidence_table
from medkg.kg.questions.paths import Path, paths
from medkg.kg.questions.resolve import concepts_named, resolve, similar_concepts
from medkg.kg.questions.safety import Safety, SameClass, safety
from medkg.kg.questions.search import Found, search
from medkg.kg.questions.similar import Similar, similar
from medkg.kg.questions.store import ReadableStore
from medkg.kg.questions.why import why

__all__ = [
    "AmbiguousConceptError",
    "Comparison",
    "ConceptAnswer",
    "EvidenceAnswer",
    "FactAnswer",
    "Found",
    "Knowledge",
    "PaperRow",
    "Path",
    "QuestionError",
    "ReadableStore",
    "Reasons",
    "Safety",
    "SameClass",
    "Side",
    "Similar",
    "UnknownConceptError",
    "UnknownFactError",
    "UnknownPredicateError",
    "compare",
    "concepts_named",
    "evidence_table",
    "new",
    "paths",
    "resolve",
    "safety",
    "search",
    "show",
    "similar",
    "similar_concepts",
    "symptoms",
    "treatments",
    "why",
]
