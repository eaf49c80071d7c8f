"""Relations that an annotated text denies, as far as the rules of denial would see it."""

from collections.abc import Mapping
from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.denial import with_denial
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.relations.evidence import said_polarity
from medkg.extraction.sentences import split_sentences


def without_unseen_denials(item: AnnotatedDocument) -> AnnotatedDocument:
    """``item`` less the denied relations that would be given out as affirmed if the model learnt them.

    The model finds what is related, said or denied; rules tell which of the two.
    """
    if all(relation.polarity is not Polarity.NEGATED for relation in item.relations):
        return item
    sentences = tuple(item.sentences or split_sentences(item.document.text))
    said = dict(zip(item.mentions, assert_mentions(item.document, sentences, item.mentions), strict=True))
    kept = (
        relation
        for relation in item.relations
        if relation.polarity is not Polarity.NEGATED or _is_seen(relation, said, item.document.text)
    )
    return replace(item, relations=tuple(kept))


def _is_seen(relation: Relation, said: Mapping[Mention, Mention], text: str) -> bool:
    polarity = said_polarity(relation, text)
    judged = replace(relation, head=said[relation.head], tail=said[relation.tail], polarity=polarity)
    return with_denial(judged, text).polarity is Polarity.NEGATED
