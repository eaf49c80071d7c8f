"""Reading the corpora of a training and setting documents aside."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.ner.config import Corpus, NerTrainingConfig
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences
from medkg.extraction.training.guard import Guard
from medkg.extraction.training.held_out import held_out_documents

Documents = Sequence[AnnotatedDocument]


def read_corpora(config: NerTrainingConfig) -> list[SplitCorpus]:
    """As :func:`split_corpora`, for a training.

    Raises:
        ValueError: for a corpus that leaves no document to train on, unless it is all for development and
            another corpus or invented notes are trained on, or one whose share of an epoch is no document.
    """
    splits = split_corpora(config)
    taught = bool(config.notes) or any(split.training for split in splits)
    for split in splits:
        if not split.training and not (taught and _is_for_development(split)):
            raise ValueError(_nothing_left(split))
        count, share = len(split.training), split.corpus.share
        if count and not round(count * share):
            raise ValueError(f"{split.corpus.name}: share = {share} of {count} documents is none")
    return splits


def split_corpora(config: NerTrainingConfig) -> list[SplitCorpus]:
    """Each corpus split into training and development, without the documents of held-out files and folds.

    No corpus is trained on a document that any corpus sets aside for development.

    Raises:
        ValueError: for a held-out file that cannot be read, or a corpus without a readable document.
    """
    tests = _guard(held_out(config))
    read = [_outside_fold(corpus) for corpus in config.corpora]
    allowed = [_shuffled(_allowed(items, tests), config.loop.seed) for items in read]
    counts = [corpus.development for corpus in config.corpora]
    chosen = [items[:count] for items, count in zip(allowed, counts, strict=True)]
    development = _guard(item for items in chosen for item in items)
    splits = []
    for corpus, before, items, aside in zip(config.corpora, read, allowed, chosen, strict=True):
        training = _allowed(items[len(aside) :], development)
        dropped = len(before) - len(aside) - len(training)
        splits.append(SplitCorpus(corpus, _with_sentences(training), _with_sentences(aside), dropped))
    return splits


def held_out(config: NerTrainingConfig) -> list[AnnotatedDocument]:
    """The documents of the held-out files, and of the folds that corpora leave for measuring.

    Raises:
        ValueError: for a held-out file that cannot be read.
    """
    folds = (
        item
        for corpus in config.corpora
        if corpus.test
        for item in _documents(corpus)
        if item.document.id in corpus.test
    )
    return [*held_out_documents(config.held_out), *folds]


def _documents(corpus: Corpus) -> list[AnnotatedDocument]:
    items = read_annotated(corpus.path, format=corpus.format, members=corpus.members)
    documents = [item for item in items if not isinstance(item, Failure)]
    if not documents:
        raise ValueError(f"{corpus.path} holds no readable document of corpus {corpus.name}")
    return documents


def _outside_fold(corpus: Corpus) -> list[AnnotatedDocument]:
    documents = _documents(corpus)
    return [item for item in documents if not (corpus.test and item.document.id in corpus.test)]


def _guard(items: Iterable[AnnotatedDocument]) -> Guard:
    return Guard.of(item.document for item in items)


def _allowed(items: Documents, guard: Guard) -> list[AnnotatedDocument]:
    return [item for item in items if not guard.forbids(item.document)]


def _shuffled(items: list[AnnotatedDocument], seed: int) -> list[AnnotatedDocument]:
    random.Random(seed).shuffle(items)
    return items


def _with_sentences(items: Documents) -> tuple[AnnotatedDocument, ...]:
    return tuple(replace(item, sentences=split_sentences(item.document.text)) for item in items)


def _is_for_development(split: SplitCorpus) -> bool:
    """Whether the corpus holds as many documents as it is asked to set aside."""
    return 0 < split.corpus.development <= len(split.development) + split.dropped


def _nothing_left(split: SplitCorpus) -> str:
    corpus, count = split.corpus, len(split.development) + split.dropped
    reasons = [f"development = {corpus.development}"] if corpus.development else []
    if corpus.test:
        reasons.append(f"test = {corpus.test.number}/{corpus.test.count}")
    if split.dropped:
        reasons.append(f"leaving out {split.dropped} held-out ones")
    verb = "leaves" if len(reasons) == 1 else "leave"
    return f"{corpus.name}: {' and '.join(reasons)} {verb} none of {count} documents to train on"
