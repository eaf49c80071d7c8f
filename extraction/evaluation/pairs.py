"""Relations between two types alone."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.relation import ConceptRelation, Relation

R = TypeVar("R", Relation, ConceptRelation)


def only_between(item: AnnotatedDocument, first: str, second: str) -> AnnotatedDocument:
    """The document with its relations between mentions or concepts of two types of the corpus.

    Each reads from ``first`` to ``second``, as corpora that give no direction need.
    """
    types: dict[str, set[str]] = {}
    for mention in item.mentions:
        for identifier in mention.identifiers:
            types.setdefault(identifier, set()).add(mention.type)
    concepts = (
        _turned(one, _of(types, one.head), _of(types, one.tail), first, second)
        for one in item.concept_relations
    )
    mentions = (_turned(one, {one.head.type}, {one.tail.type}, first, second) for one in item.relations)
    return replace(
        item,
        concept_relations=tuple(one for one in concepts if one is not None),
        relations=tuple(one for one in mentions if one is not None),
    )


def _of(types: Mapping[str, AbstractSet[str]], identifier: str) -> AbstractSet[str]:
    return types.get(identifier, frozenset())


def _turned(relation: R, head: AbstractSet[str], tail: AbstractSet[str], first: str, second: str) -> R | None:
    if first in head and second in tail:
        return relation
    if second in head and first in tail:
        return replace(relation, head=relation.tail, tail=relation.head)
    return None
