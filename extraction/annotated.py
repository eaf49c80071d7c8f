"""A document together with what is annotated in it, by people or by the extractor."""

from dataclasses import dataclass

from medkg.extraction.document import Document
from medkg.extraction.mention import Mention
from medkg.extraction.relation import ConceptRelation, Relation
from medkg.extraction.span import Span


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """A document, its sentences, mentions (by offset) and relations.

    ``concept_relations`` is filled only by corpora that relate concepts and not mentions.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    concept_relations: tuple[ConceptRelation, ...] = ()
    sentences: tuple[Span, ...] = ()
