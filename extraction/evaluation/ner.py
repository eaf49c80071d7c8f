"""Mentions against an annotated corpus: the same characters and the same type, or wrong."""

from collections.abc import Iterable, Iterator, Mapping
from time import perf_counter
from typing import Protocol

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.document import Document
from medkg.extraction.evaluation.classes import Classes
from medkg.extraction.evaluation.counts import Counts
from medkg.extraction.evaluation.scores import DocumentCounts, Judged, Scores
from medkg.extraction.evaluation.throughput import Throughput
from medkg.extraction.evaluation.type_map import TypeMap
from medkg.extraction.failure import Failure
from medkg.extraction.mention import Mention


class MentionFinder(Protocol):
    """Finds mentions, such as :class:`medkg.extraction.extractor.Extractor`."""

    def tag(self, documents: Iterable[Document]) -> Iterator[AnnotatedDocument | Failure]:
        """Each document with its mentions, or its failure, in the order of the input."""
        ...


def evaluate_ner(gold: Iterable[AnnotatedDocument], finder: MentionFinder, *, types: TypeMap) -> Scores:
    """Strict scores of ``finder`` on the documents of ``gold``.

    A mention is right if the corpus has one of the same class (see :class:`Classes`) on exactly the same
    characters. Annotations that are repeated count once.
    """
    items = tuple(gold)
    classes = types.mention_classes(sorted({mention.type for item in items for mention in item.mentions}))
    started = perf_counter()
    results = list(finder.tag(item.document for item in items))
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


def _document_counts(
    item: AnnotatedDocument, result: AnnotatedDocument | Failure, classes: Classes
) -> DocumentCounts:
    found = () if isinstance(result, Failure) else result.mentions
    right, given = _keys(item.mentions, classes.corpus), _keys(found, classes.ours)
    return {
        name: Counts.between(
            {key for key in right if key[0] == name}, {key for key in given if key[0] == name}
        )
        for name in classes.names
    }


def _judged(
    item: AnnotatedDocument, result: AnnotatedDocument | Failure, classes: Classes
) -> Iterator[Judged]:
    right = _keys(item.mentions, classes.corpus)
    for mention in () if isinstance(result, Failure) else result.mentions:
        if mention.type in classes.ours:
            yield Judged(mention.score, _keys([mention], classes.ours) <= right)


def _keys(mentions: Iterable[Mention], classes: Mapping[str, str]) -> set[tuple[str, int, int]]:
    return {
        (classes[mention.type], mention.span.start, mention.span.end)
        for mention in mentions
        if mention.type in classes
    }
