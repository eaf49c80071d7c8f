"""Facts and reasoning: assembly, belief, the build, questions and the command line.

Names are imported from their modules when first asked for, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medkg.kg.build.report import BuildReport as BuildReport
    from medkg.kg.evidence import CuratedEvidence as CuratedEvidence
    from medkg.kg.evidence import Evidence as Evidence
    from medkg.kg.evidence import InferredEvidence as InferredEvidence
    from medkg.kg.evidence import TextEvidence as TextEvidence
    from medkg.kg.fact import Fact as Fact
    from medkg.kg.graph import graph_rows as graph_rows
    from medkg.kg.predicate import PREDICATES as PREDICATES
    from medkg.kg.predicate import Predicate as Predicate
    from medkg.kg.questions import Knowledge as Knowledge
    from medkg.kg.questions import Reasons as Reasons
    from medkg.kg.questions import show as show
    from medkg.kg.questions import symptoms as symptoms
    from medkg.kg.questions import treatments as treatments
    from medkg.kg.questions import why as why
    from medkg.kg.triple import Triple as Triple

_MODULES = {
    "BuildReport": "medkg.kg.build.report",
    "CuratedEvidence": "medkg.kg.evidence",
    "Evidence": "medkg.kg.evidence",
    "Fact": "medkg.kg.fact",
    "InferredEvidence": "medkg.kg.evidence",
    "Knowledge": "medkg.kg.questions",
    "PREDICATES": "medkg.kg.predicate",
    "Predicate": "medkg.kg.predicate",
    "Reasons": "medkg.kg.questions",
    "TextEvidence": "medkg.kg.evidence",
    "Triple": "medkg.kg.triple",
    "graph_rows": "medkg.kg.graph",
    "show": "medkg.kg.questions",
    "symptoms": "medkg.kg.questions",
    "treatments": "medkg.kg.questions",
    "why": "medkg.kg.questions",
}

__all__ = [
    "PREDICATES",
    "BuildReport",
    "CuratedEvidence",
    "Evidence",
    "Fact",
    "InferredEvidence",
    "Knowledge",
    "Predicate",
    "Reasons",
    "TextEvidence",
    "Triple",
    "graph_rows",
    "show",
    "symptoms",
    "treatments",
    "why",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
