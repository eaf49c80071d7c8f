"""Reading the corpora of a training and setting documents aside."""

import random
from dataclasses import replace

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.failure import Failure
from medkg.extraction.ner.config import Corpus, NerTrainingConfig
from medkg.extraction.ner.corpora import without_documents
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.readers import read_annotated
from medkg.extraction.sentences import split_sentences


def read_corpora(config: NerTrainingConfig) -> list[SplitCorpus]:
    """Each corpus without the documents of held-out files, split into training and development.

    A document that an earlier corpus sets aside for development is not trained on in a later one.
    """
    held = held_out(config)
    splits = []
    for corpus in config.corpora:
        split = _split(corpus, held, config.loop.seed)
        held += split.development
        splits.append(split)
    return splits


def held_out(config: NerTrainingConfig) -> list[AnnotatedDocument]:
    """The documents of the held-out files."""
    return [
        item
        for path in config.held_out
        for item in read_annotated(path, format="pubtator")
        if isinstance(item, AnnotatedDocument)
    ]


def _split(corpus: Corpus, held: list[AnnotatedDocument], seed: int) -> SplitCorpus:
    documents = []
    for item in read_annotated(corpus.path, format=corpus.format, members=corpus.members):
        if isinstance(item, Failure) or (corpus.test and item.document.id in corpus.test):
            continue
        documents.append(replace(item, sentences=split_sentences(item.document.text)))
    if not documents:
        raise ValueError(f"{corpus.path} holds no readable document of corpus {corpus.name}")
    kept, dropped = without_documents(documents, held)
    random.Random(seed).shuffle(kept)
    return SplitCorpus(corpus, tuple(kept[corpus.development :]), tuple(kept[: corpus.development]), dropped)
