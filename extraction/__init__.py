"""Text in, mentions and relations out.

Names are imported from their modules when first asked for, so that importing the package stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from medkg.extraction.annotated import AnnotatedDocument as AnnotatedDocument
    from medkg.extraction.assertion import Assertion as Assertion
    from medkg.extraction.assertion import Experiencer as Experiencer
    from medkg.extraction.assertion import Polarity as Polarity
    from medkg.extraction.assertion import Time as Time
    from medkg.extraction.document import Document as Document
    from medkg.extraction.document import Section as Section
    from medkg.extraction.extractor import Extractor as Extractor
    from medkg.extraction.failure import Failure as Failure
    from medkg.extraction.mention import Mention as Mention
    from medkg.extraction.mention import MentionType as MentionType
    from medkg.extraction.readers import Columns as Columns
    from medkg.extraction.readers import read_annotated as read_annotated
    from medkg.extraction.readers import read_documents as read_documents
    from medkg.extraction.relation import ConceptRelation as ConceptRelation
    from medkg.extraction.relation import Relation as Relation
    from medkg.extraction.span import Span as Span
    from medkg.extraction.writers import write_annotations as write_annotations

_MODULES = {
    "AnnotatedDocument": "medkg.extraction.annotated",
    "Assertion": "medkg.extraction.assertion",
    "Columns": "medkg.extraction.readers",
    "ConceptRelation": "medkg.extraction.relation",
    "Document": "medkg.extraction.document",
    "Experiencer": "medkg.extraction.assertion",
    "Extractor": "medkg.extraction.extractor",
    "Failure": "medkg.extraction.failure",
    "Mention": "medkg.extraction.mention",
    "MentionType": "medkg.extraction.mention",
    "Polarity": "medkg.extraction.assertion",
    "Relation": "medkg.extraction.relation",
    "Section": "medkg.extraction.document",
    "Span": "medkg.extraction.span",
    "Time": "medkg.extraction.assertion",
    "read_annotated": "medkg.extraction.readers",
    "read_documents": "medkg.extraction.readers",
    "write_annotations": "medkg.extraction.writers",
}

__all__ = [
    "AnnotatedDocument",
    "Assertion",
    "Columns",
    "ConceptRelation",
    "Document",
    "Experiencer",
    "Extractor",
    "Failure",
    "Mention",
    "MentionType",
    "Polarity",
    "Relation",
    "Section",
    "Span",
    "Time",
    "read_annotated",
    "read_documents",
    "write_annotations",
]


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
