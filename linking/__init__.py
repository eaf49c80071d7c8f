"""From mentions to concepts.

Names are imported from their modules when first asked for, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medkg.linking.concept import Concept as Concept
    from medkg.linking.curie import Curie as Curie
    from medkg.linking.link import Candidate as Candidate
    from medkg.linking.link import Link as Link
    from medkg.linking.linker import Linker as Linker
    from medkg.linking.nil import nil_curie as nil_curie

_MODULES = {
    "Candidate": "medkg.linking.link",
    "Concept": "medkg.linking.concept",
    "Curie": "medkg.linking.curie",
    "Link": "medkg.linking.link",
    "Linker": "medkg.linking.linker",
    "nil_curie": "medkg.linking.nil",
}

__all__ = [
    "Candidate",
    "Concept",
    "Curie",
    "Link",
    "Linker",
    "nil_curie",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
