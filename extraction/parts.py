"""What the extractor is composed of."""

from collections.abc import Sequence
from typing import Protocol

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span


class Tagger(Protocol):
    """Finds mentions; ``version`` names the model and changes with its weights.

    Mentions of at least ``threshold`` are given out; fainter ones only with a relation that joins them.
    """

    @property
    def version(self) -> str: ...

    @property
    def threshold(self) -> float: ...

    def tag(self, batch: Sequence[tuple[Document, Sequence[Span]]]) -> list[tuple[Mention, ...]]:
        """The mentions of each document, which comes with its sentences; faint ones too."""
        ...


class RelationClassifier(Protocol):
    """Finds relations between mentions; ``version`` names the model and changes with its weights."""

    @property
    def version(self) -> str: ...

    def classify(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[Relation, ...]]:
        """The relations between mentions of each document."""
        ...

    def classify_concepts(self, batch: Sequence[AnnotatedDocument]) -> list[tuple[ConceptRelation, ...]]:
        """The relations between the identifiers of each document's mentions."""
        ...
