"""The extractor: documents in, mentions with assertions and relations with evidence out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version as installed
from pathlib import Path

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.assertions import assert_mentions
from medkg.extraction.batches import batches, describe, each_or_error
from medkg.extraction.context.headings import without_headings
from medkg.extraction.denial import with_denial
from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.in_order import in_order
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
    ``extract`` that names the error's class and place. Mentions and relations of a score below
    ``min_score`` are left out, those of relations on top of the model's own thresholds.

    Raises:
        ValueError: for a ``min_score`` outside [0, 1].
    """

    def __init__(
        self,
        tagger: Tagger,
        relations: RelationClassifier | None = None,
        *,
        batch_documents: int = 16,
        batch_characters: int = 50_000,
        workers: int = 1,
        min_score: float = 0.0,
    ) -> None:
        if not 0 <= min_score <= 1:
            raise ValueError(f"min_score {min_score} is not allowed; from 0 to 1 is")
        self._min_score = min_score
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
        min_score: float = 0.0,
    ) -> "Extractor":
        """The extractor with the models in two folders; None stands for the shipped weights.

        ``device`` is a torch device such as ``cuda``; None is the CPU by ONNX Runtime.

        Raises:
            FileNotFoundError: if a folder lacks a file of its model, with the command that trains one.
        """
        from medkg.extraction.relations.classifier import RelationClassifier as Classifier

        workers, threads = shared_cores()
        classifier = Classifier.load(relations or MODELS / "relations", device, threads=threads)
        return cls(_load_tagger(ner, device, threads), classifier, workers=workers, min_score=min_score)

    @classmethod
    def load_tagger(
        cls, ner: Path | None = None, *, device: str | None = None, min_score: float = 0.0
    ) -> "Extractor":
        """As :meth:`load`, without a relation model: relations are not looked for."""
        workers, threads = shared_cores()
        return cls(_load_tagger(ner, device, threads), workers=workers, min_score=min_score)

    @property
    def version(self) -> str:
        """Code, word lists, weights and least score that the output depends on."""
        models = [self._tagger.version, *([self._relations.version] if self._relations else [])]
        asked = [f"min-score-{self._min_score:g}"] if self._min_score else []
        return "+".join([f"medkg-{installed('medkg')}", f"terms-{digest()}", *models, *asked])

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
        return self._related(self._tagged(batch))

    def _tagged(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        split = [_with_sentences(item) for item in batch]
        found = [
            [mention for mention in mentions if mention.score >= self._min_score]
            for mentions in self._tagger.tag([(item.document, item.sentences) for item in split])
        ]
        return [
            replace(
                item,
                mentions=assert_mentions(
                    item.document, item.sentences, without_headings(item.document, item.sentences, mentions)
                ),
            )
            for item, mentions in zip(split, found, strict=True)
        ]

    def _related(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        if self._relations is None:
            return list(batch)
        split = [_with_sentences(item) for item in batch]
        classified = self._relations.classify(split)
        return [
            replace(
                item,
                relations=tuple(
                    with_denial(one, item.document.text) for one in relations if one.score >= self._min_score
                ),
            )
            for item, relations in zip(split, classified, strict=True)
        ]

    def _concepts_related(self, batch: Sequence[AnnotatedDocument]) -> list[AnnotatedDocument]:
        if self._relations is None:
            return list(batch)
        split = [_with_sentences(item) for item in batch]
        found = self._relations.classify_concepts(split)
        return [
            replace(item, concept_relations=tuple(pair for pair in pairs if pair.score >= self._min_score))
            for item, pairs in zip(split, found, strict=True)
        ]


def _results(step: Step, batch: Sequence[AnnotatedDocument]) -> list[Result]:
    return [
        Failure(item.document.id, "extract", describe(result)) if isinstance(result, Exception) else result
        for item, result in zip(batch, each_or_error(step, batch), strict=True)
    ]


def _with_sentences(item: AnnotatedDocument) -> AnnotatedDocument:
    return item if item.sentences else replace(item, sentences=split_sentences(item.document.text))


def _load_tagger(directory: Path | None, device: str | None, threads: int) -> Tagger:
    from medkg.extraction.ner.tagger import Tagger as NerTagger

    return NerTagger.load(directory or MODELS / "ner", device, threads=threads)
