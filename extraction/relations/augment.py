"""Training examples of an epoch: with mentions dropped, finding types exchanged, pieces masked."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from medkg.extraction.relations.entities import Entity
from medkg.extraction.relations.example import Example, example
from medkg.extraction.relations.mixing import mixed
from medkg.extraction.relations.split import Prepared, SplitCorpus
from medkg.extraction.training.ranges import SHARE, check_ranges

_EXCHANGED = {"Disease": "Symptom", "Symptom": "Disease"}


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Rates of mentions dropped, of finding types exchanged (in blurred corpora), of pieces masked, and of
    documents to which one of another corpus or publication is joined.

    Raises:
        ValueError: for a rate that is not from 0 to 1.
    """

    drop_mentions: float = 0.1
    exchange_types: float = 0.25
    mask_pieces: float = 0.1
    join_documents: float = 0.3

    def __post_init__(self) -> None:
        rates = ("drop_mentions", "exchange_types", "mask_pieces", "join_documents")
        check_ranges(self, dict.fromkeys(rates, SHARE))


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """An example with ``labels`` and ``mask`` (pairs, predicates); the loss counts where the mask is true."""

    example: Example
    labels: npt.NDArray[np.float32]
    mask: npt.NDArray[np.bool_]


def epoch_examples(
    splits: Sequence[SplitCorpus],
    augmentation: Augmentation,
    generator: random.Random,
    *,
    mask_id: int,
    longest: int,
) -> list[Labelled]:
    """The examples of one epoch: all documents of a corpus, or the sample that it asks for."""
    documents = [document for split in splits for document in _sampled(split, generator)]
    examples: list[Labelled] = []
    for document in documents:
        if generator.random() < augmentation.join_documents:
            document = mixed(document, generator.choice(documents), longest=longest) or document
        examples += _augmented(document, augmentation, generator, mask_id)
    return examples


def _sampled(split: SplitCorpus, generator: random.Random) -> list[Prepared]:
    documents = list(split.training)
    if split.corpus.sample is not None and split.corpus.sample < len(documents):
        return generator.sample(documents, split.corpus.sample)
    return documents


def labelled(document: Prepared, entities: Sequence[Entity]) -> Iterator[Labelled]:
    """The document's windows that hold supervised pairs, pairs that are not supervised left out."""
    for window in document.windows:
        made = example(document.item, window, entities)
        if made is None:
            continue
        mask = document.targets.mask(made.document_pairs, made.allowed)
        kept = mask.any(1)
        if kept.any():
            chosen = made.only(kept)
            yield Labelled(chosen, document.targets.labels(chosen.document_pairs), mask[kept])


def _augmented(
    document: Prepared, augmentation: Augmentation, generator: random.Random, mask_id: int
) -> Iterator[Labelled]:
    entities = [_thinned(entity, augmentation, generator) for entity in document.entities]
    if document.blurred:
        entities = [_exchanged(entity, augmentation, generator) for entity in entities]
    for item in labelled(document, entities):
        ids = _masked(item.example.ids, augmentation.mask_pieces, generator, mask_id)
        yield replace(item, example=replace(item.example, ids=ids))


def _thinned(entity: Entity, augmentation: Augmentation, generator: random.Random) -> Entity:
    kept = tuple(index for index in entity.mentions if generator.random() >= augmentation.drop_mentions)
    return replace(entity, mentions=kept)


def _exchanged(entity: Entity, augmentation: Augmentation, generator: random.Random) -> Entity:
    if entity.type in _EXCHANGED and generator.random() < augmentation.exchange_types:
        return replace(entity, type=_EXCHANGED[entity.type])
    return entity


def _masked(
    ids: npt.NDArray[np.int64], rate: float, generator: random.Random, mask_id: int
) -> npt.NDArray[np.int64]:
    masked = ids.copy()
    for position in range(1, len(ids) - 1):
        if generator.random() < rate:
            masked[position] = mask_id
    return masked
