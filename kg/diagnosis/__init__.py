"""Which diseases explain the findings of a patient."""

from medkg.kg.diagnosis.answer import Diagnosis, Differential, Expected, Question, Support
from medkg.kg.diagnosis.case import Case
from medkg.kg.diagnosis.diagnose import diagnose
from medkg.kg.diagnosis.errors import (
    CaseError,
    DiagnosisError,
    NoDiseasesError,
    NoFindingsError,
    UnknownFindingError,
)
from medkg.kg.diagnosis.hierarchy import Hierarchy, Term
from medkg.kg.diagnosis.prior import Prior
from medkg.kg.diagnosis.source import Source

__all__ = [
    "Case",
    "CaseError",
    "Diagnosis",
    "DiagnosisError",
    "Differential",
    "Expected",
    "Hierarchy",
    "NoDiseasesError",
    "NoFindingsError",
    "Prior",
    "Question",
    "Source",
    "Support",
    "Term",
    "UnknownFindingError",
    "diagnose",
]
