"""Relations of words that stand for others ("this disorder")."""

from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.relation import Relation


def resolved(relations: tuple[Relation, ...], anaphora: str) -> tuple[Relation, ...]:
    """The relations with each anaphor replaced by what it stands for.

    Relations of type ``anaphora`` tell that: from the name to the words that stand for it. They are left out.
    """
    stands_for = {relation.tail: relation.head for relation in relations if relation.type == anaphora}
    return tuple(
        replace(
            relation,
            head=stands_for.get(relation.head, relation.head),
            tail=stands_for.get(relation.tail, relation.tail),
        )
        for relation in relations
        if relation.type != anaphora
    )


def without_anaphors(item: AnnotatedDocument, anaphora: str) -> AnnotatedDocument:
    """The document with its relations :func:`resolved`."""
    return replace(item, relations=resolved(item.relations, anaphora))
