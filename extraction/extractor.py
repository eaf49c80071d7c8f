"""The extractor: documents in, mentions with assertions and relations with evidence out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from medkg.extraction.agreement import agreeing
from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.batches import batches, describe, each_or_error
from medkg.extraction.context.headings import without_headings
from medkg.extraction.denial import with_denial
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.in_order import in_order
from medkg.extraction.mention import Mention
from medkg.extraction.onnx_session import shared_cores
from medkg.extraction.parts import RelationClassifier, Tagger
from medkg.extraction.sentences import split_sentences
from medkg.extraction.shipped import MODELS
from medkg.extraction.terms import digest

Result = AnnotatedDocument | Failure
Step = Callable[[Sequence[AnnotatedDocument]], Sequence[AnnotatedDocument]]


class Extractor:
    """Sentences, then mentions, what the text says of them, and relations.

    Without ``relations`` only mentions are found. Documents are worked on in batches of at most
    ``batch_documents`` with ``batch_characters`` together, by ``workers`` threads, each with a batch of its
    own; so memory does not grow with the number of documents. A batch that fails is done again one document
    at a time; a document that fails alone becomes a :class:`~medkg.extraction.failure.Failure` of stage
    ``extract`` that names the error's class and place.
    """

    def __init__(
        self,
        tagger: Tagger,
        relations: RelationClassifier | None = None,
        *,
        batch_documents: int = 16,
        batch_characters: int = 50_000,
        workers: int = 1,
    ) -> None:
        self._tagger = tagger
        self._relations = relations
        self._batch_documents = batch_documents
        self._batch_characters = batch_characters
        self._workers = workers

    @classmethod
    def load(
        cls,
        ner: Path | None = None,
        relations: Path | None = None,
        *,
        device: str | None = None,
        min_score: float | None = None,
    ) -> "Extractor":
        """The extractor with the models in two folders; None stands for the shipped weights.

        ``device`` is a torch device such as ``cuda``; None is the CPU by ONNX Runtime. Mentions and relations
        of at least ``min_score`` are given out; None stands for the models' own thresholds, and for fainter
        mentions where a relation joins them.

        Raises:
            ValueError: for a ``min_score`` outside [0, 1].
            FileNotFoundError: if a folder lacks a file of its model, with the command that trains one.
        """
        from medkg.extraction.relations.classifier import RelationClassifier as Classifier

        workers, threads = shared_cores()
        folder = relations or MODELS / "relations"
        classifier = Classifier.load(folder, device, threads=threads, threshold=min_score)
        return cls(_load_tagger(ner, device, threads, min_score), classifier, workers=workers)

    @classmethod
    def load_tagger(
        cls, ner: Path | None = None, *, device: str | None = None, min_score: float | None = None
    ) -> "Extractor":
        """As :meth:`load`, without a relation model: relations are not looked for."""
        workers, threads = shared_cores()
        return cls(_load_tagger(ner, device, threads, min_score), workers=workers)

    @property
    def version(self) -> str:
        """Code, word lists, weights and thresholds that the output depends on."""
        models = [self._tagger.version, *([self._relations.version] if self._relations else [])]
        return "+".join([f"medkg-{installed('medkg')}", f"terms-{digest()}", *models])

    def extract(self, documents: Iterable[Document]) -> Iterator[Result]:
        """Each document with sentences, mentions and relations, or its failure, in the order of the input."""
        return self._run(map(AnnotatedDocument, documents), self._extracted)

    def tag(self, documents: Iterable[Document]) -> Iterator[Result]:
        """As :meth:`extract`, without relations."""
        return self._run(map(AnnotatedDocument, documents), self._tagged)

    def relate(self, annotated: Iterable[AnnotatedDocument]) -> Iterator[Result]:
        """Each document with the relations between the mentions that it comes with."""
        return self._run(annotated, self._related)

    def relate_concepts(self, annotated: Iterable[AnnotatedDocument]) -> Iterator[Result]:
        """Each document with the relations between the identifiers of the mentions that it comes with."""
        return self._run(annotated, self._concepts_related)

    def _run(self, items: Iterable[AnnotatedDocument], step: Step) -> Iterator[Result]:
        cut = batches(
            items,
            size=lambda item: len(item.document.text),
            most=self._batch_documents,
            bound=self._batch_characters,
        )
        for results in in_order(partial(_results, step), cut, workers=self._workers):
            yield from results

    def _extracted(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        return [self._without_faint(item) for item in self._related(self._found(batch))]

    def _tagged(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        return [self._without_faint(item) for item in self._found(batch)]

    def _found(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        split = [_with_sentences(item) for item in batch]
        found = self._tagger.tag([(item.document, item.sentences) for item in split])
        return [
            _with_mentions(item, mentions, least=self._tagger.threshold)
            for item, mentions in zip(split, found, strict=True)
        ]

    def _without_faint(self, item: AnnotatedDocument) -> AnnotatedDocument:
        """Without the mentions below the threshold that no relation joins."""
        joined = {end.span for relation in item.relations for end in (relation.head, relation.tail)}
        least = self._tagger.threshold
        return replace(
            item, mentions=tuple(one for one in item.mentions if one.score >= least or one.span in joined)
        )

    def _related(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        if self._relations is None:
            return list(batch)
        split = [_with_sentences(item) for item in batch]
        classified = self._relations.classify(split)
        return [
            replace(item, relations=tuple(with_denial(one, item.document.text) for one in relations))
            for item, relations in zip(split, classified, strict=True)
        ]

    def _concepts_related(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        if self._relations is None:
            return list(batch)
        split = [_with_sentences(item) for item in batch]
        found = self._relations.classify_concepts(split)
        return [replace(item, concept_relations=pairs) for item, pairs in zip(split, found, strict=True)]


def _results(step: Step, batch: Sequence[AnnotatedDocument]) -> list[Result]:
    return [
        Failure(item.document.id, "extract", describe(result)) if isinstance(result, Exception) else result
        for item, result in zip(batch, each_or_error(step, batch), strict=True)
    ]


def _with_sentences(item: AnnotatedDocument) -> AnnotatedDocument:
    return item if item.sentences else replace(item, sentences=split_sentences(item.document.text))


def _with_mentions(
    item: AnnotatedDocument, mentions: Sequence[Mention], *, least: float
) -> AnnotatedDocument:
    """The document with the model's ``mentions`` and what the text says of them; those of ``least`` or more
    are made to agree, and fainter ones stand where there is room.
    """
    document, sentences = item.document, item.sentences
    sure = agreeing(document, sentences, [mention for mention in mentions if mention.score >= least])
    faint = [mention for mention in mentions if mention.score < least and _has_room(mention, sure)]
    ordered = sorted((*sure, *faint), key=lambda mention: mention.span)
    named = without_headings(document, sentences, ordered)
    return replace(item, mentions=assert_mentions(document, sentences, named))


def _has_room(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether ``mention`` overlaps none of ``others``, which stand in order and apart."""
    before = bisect_left(others, mention.span.end, key=lambda other: other.span.start)
    return not before or others[before - 1].span.end <= mention.span.start


def _load_tagger(directory: Path | None, device: str | None, threads: int, min_score: float | None) -> Tagger:
    from medkg.extraction.ner.tagger import Tagger as NerTagger

    if min_score is not None and not 0 <= min_score <= 1:
        raise ValueError(f"min_score {min_score} is not allowed; from 0 to 1 is")
    return NerTagger.load(directory or MODELS / "ner", device, threads=threads, threshold=min_score)
