"""Relations against an annotated corpus: pairs of concepts of a document."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from time import perf_counter
from typing import Protocol

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.evaluation.classes import Classes
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.ner import MentionFinder
from medkg.extraction.evaluation.scores import DocumentCounts, Judged, Scores
from medkg.extraction.evaluation.throughput import Throughput
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention
from medkg.extraction.relations.signature import SIGNATURES

Key = tuple[str, str, str]


class RelationFinder(MentionFinder, Protocol):
    """Finds mentions and relations, such as :class:`medkg.extraction.extractor.Extractor`."""

    def relate_concepts(
        self, annotated: Iterable[AnnotatedDocument]
    ) -> Iterator[AnnotatedDocument | Failure]:
        """Each document with the relations between identifiers of its mentions, or its failure, in order."""
        ...


def evaluate_relations(
    gold: Iterable[AnnotatedDocument],
    finder: RelationFinder,
    *,
    types: TypeMap,
    gold_entities: bool = False,
    same_words: bool = False,
) -> Scores:
    """Scores of the relations that ``finder`` finds in the documents of ``gold``.

    A relation is (class, head concept, tail concept), once a document; its direction counts unless its
    predicate is symmetric. With ``gold_entities`` the mentions of the corpus are given, as the first of our
    types that stands for theirs. Otherwise the finder's own mentions are used: one of exactly the same
    characters and class as the corpus's bears its identifiers; the words of another stand for a concept that
    the corpus does not have. Where the corpus relates no identifiers but mentions, the position of a mention
    without one is its identifier; with ``same_words`` its words in lower case are, so that a name that comes
    again is the same concept.
    """
    items = _identified(tuple(gold), _by_words if same_words else _by_position)
    classes = types.relation_classes(sorted({type for item in items for type, _, _ in _gold_pairs(item)}))
    started = perf_counter()
    inputs = [_as_ours(item, types) for item in items] if gold_entities else _own(items, finder, types)
    results = list(_related(inputs, finder))
    throughput = Throughput.since(started, (item.document.text for item in items))
    return Scores.total(
        [_document_counts(item, result, classes) for item, result in zip(items, results, strict=True)],
        names=classes.names,
        throughput=throughput,
        ignored=classes.ignored,
        failures=sum(isinstance(result, Failure) for result in results),
        judged=[
            one for item, result in zip(items, results, strict=True) for one in _judged(item, result, classes)
        ],
    )


def _identified(
    items: Sequence[AnnotatedDocument], identifier: Callable[[Mention], str]
) -> list[AnnotatedDocument]:
    """``items`` with identifiers, in a corpus that does not relate any."""

    def named(mention: Mention) -> Mention:
        return mention if mention.identifiers else replace(mention, identifiers=(identifier(mention),))

    if any(item.concept_relations for item in items):
        return list(items)
    return [
        replace(
            item,
            mentions=tuple(map(named, item.mentions)),
            relations=tuple(
                replace(relation, head=named(relation.head), tail=named(relation.tail))
                for relation in item.relations
            ),
        )
        for item in items
    ]


def _by_position(mention: Mention) -> str:
    return f"{mention.span.start}:{mention.span.end}"


def _by_words(mention: Mention) -> str:
    return f"={' '.join(mention.text.lower().split())}"


def _gold_pairs(item: AnnotatedDocument) -> Iterator[Key]:
    for pair in item.concept_relations:
        yield pair.type, pair.head, pair.tail
    for relation in item.relations:
        for head, tail in product(relation.head.identifiers, relation.tail.identifiers):
            yield relation.type, head, tail


def _as_ours(item: AnnotatedDocument, types: TypeMap) -> AnnotatedDocument:
    """The document with the corpus's mentions under our type names, and without its relations."""
    mentions = tuple(
        replace(mention, type=names[0])
        for mention in item.mentions
        if (names := types.mention_types(mention.type))
    )
    return AnnotatedDocument(item.document, mentions=mentions)


def _own(
    items: Sequence[AnnotatedDocument], finder: RelationFinder, types: TypeMap
) -> list[AnnotatedDocument | Failure]:
    classes = types.mention_classes(sorted({mention.type for item in items for mention in item.mentions}))
    found = finder.tag(item.document for item in items)
    return [
        result if isinstance(result, Failure) else _named(result, item, classes)
        for item, result in zip(items, found, strict=True)
    ]


def _named(result: AnnotatedDocument, item: AnnotatedDocument, classes: Classes) -> AnnotatedDocument:
    """The finder's document with the corpus's identifiers on the mentions that it has too."""
    known: dict[tuple[str, int, int], tuple[str, ...]] = {}
    for mention in item.mentions:
        if mention.type in classes.corpus:
            key = classes.corpus[mention.type], mention.span.start, mention.span.end
            known[key] = (*known.get(key, ()), *mention.identifiers)
    mentions = []
    for mention in result.mentions:
        key = classes.ours.get(mention.type, ""), mention.span.start, mention.span.end
        unknown = (f"?{' '.join(mention.text.lower().split())}",)
        mentions.append(replace(mention, identifiers=known.get(key) or unknown))
    return replace(result, mentions=tuple(mentions))


def _related(
    inputs: Sequence[AnnotatedDocument | Failure], finder: RelationFinder
) -> Iterator[AnnotatedDocument | Failure]:
    """``inputs`` with their relations; failures stay in their places."""
    results = finder.relate_concepts(item for item in inputs if not isinstance(item, Failure))
    for item in inputs:
        yield item if isinstance(item, Failure) else next(results)


def _document_counts(
    item: AnnotatedDocument, result: AnnotatedDocument | Failure, classes: Classes
) -> DocumentCounts:
    pairs = () if isinstance(result, Failure) else result.concept_relations
    right = _keys(_gold_pairs(item), classes, classes.corpus)
    found = _keys(((pair.type, pair.head, pair.tail) for pair in pairs), classes, classes.ours)
    return {
        name: Counts.between(
            {key for key in right if key[0] == name}, {key for key in found if key[0] == name}
        )
        for name in classes.names
    }


def _judged(
    item: AnnotatedDocument, result: AnnotatedDocument | Failure, classes: Classes
) -> Iterator[Judged]:
    right = _keys(_gold_pairs(item), classes, classes.corpus)
    for pair in () if isinstance(result, Failure) else result.concept_relations:
        if pair.type in classes.ours:
            key = (pair.type, pair.head, pair.tail)
            yield Judged(pair.score, _keys([key], classes, classes.ours) <= right)


def _keys(pairs: Iterable[Key], classes: Classes, names: Mapping[str, str]) -> set[Key]:
    """The pairs in the classes that ``names`` gives; those of a symmetric predicate in one order."""
    either_way = {classes.ours.get(name) for name, rule in SIGNATURES.items() if rule.symmetric}
    ordered = ((names[type], head, tail) for type, head, tail in pairs if type in names)
    return {
        (name, min(head, tail), max(head, tail)) if name in either_way else (name, head, tail)
        for name, head, tail in ordered
    }
