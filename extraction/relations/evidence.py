"""From a scored pair of entities to a relation of two mentions with its sentences."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertion import Polarity
from medkg.extraction.mention import Mention
from medkg.extraction.relation import Relation
from medkg.extraction.relations.entities import Entity
from medkg.extraction.relations.polarity import relation_polarity
from medkg.extraction.span import Span


def relation(
    item: AnnotatedDocument, head: Entity, tail: Entity, type: str, *, score: float, extractor: str
) -> Relation:
    """The relation of the two entities' closest mentions.

    Its evidence is the sentence that holds both, otherwise the sentence of each, in text order. Only the
    polarity of a single sentence is judged.
    """
    first, second = _closest(item, head, tail)
    evidence = _evidence(item.sentences, first, second)
    found = Relation(first, second, type, score, evidence, extractor=extractor)
    return replace(found, polarity=said_polarity(found, item.document.text))


def said_polarity(relation: Relation, text: str) -> Polarity:
    """What the sentence of a relation in ``text`` says of it; affirmed where its evidence is of two."""
    if len(relation.evidence) != 1:
        return Polarity.AFFIRMED
    (sentence,) = relation.evidence
    return relation_polarity(text, sentence, relation.head.span, relation.tail.span, type=relation.type)


def _closest(item: AnnotatedDocument, head: Entity, tail: Entity) -> tuple[Mention, Mention]:
    """The two mentions that are fewest sentences, then fewest characters apart; the first such pair."""
    pairs = [(item.mentions[a], item.mentions[b]) for a in head.mentions for b in tail.mentions if a != b]
    return min(
        pairs, key=lambda pair: (_apart(item.sentences, *pair), _gap(*pair), pair[0].span, pair[1].span)
    )


def _apart(sentences: Sequence[Span], first: Mention, second: Mention) -> int:
    return abs(sentence_number(sentences, first) - sentence_number(sentences, second))


def _gap(first: Mention, second: Mention) -> int:
    return max(0, first.span.start - second.span.end, second.span.start - first.span.end)


def sentence_number(sentences: Sequence[Span], mention: Mention) -> int:
    """The number of the sentence in which the mention begins."""
    return max(0, bisect_right(sentences, mention.span.start, key=lambda span: span.start) - 1)


def _evidence(sentences: Sequence[Span], first: Mention, second: Mention) -> tuple[Span, ...]:
    numbers = sorted({sentence_number(sentences, first), sentence_number(sentences, second)})
    return tuple(sentences[number] for number in numbers)
