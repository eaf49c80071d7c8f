"""Relation training as the loop sees it."""

import random
from collections.abc import Sequence
from dataclasses import asdict

import torch
from torch import Tensor, nn
from torch.nn import functional

from medkg.extraction.relations.augment import Labelled, epoch_examples
from medkg.extraction.relations.batch import INPUTS, pad
from medkg.extraction.relations.config import RelationTrainingConfig
from medkg.extraction.relations.development import Score, best_score, judge
from medkg.extraction.relations.model import RelationScorer
from medkg.extraction.relations.scorers import TorchScorer, by_length
from medkg.extraction.relations.split import Prepared, SplitCorpus
from medkg.extraction.training.task import Evaluation, Group

RelationBatch = Sequence[Labelled]


class RelationTask:
    """A relation scorer with its corpora."""

    model: nn.Module

    def __init__(
        self,
        model: RelationScorer,
        splits: Sequence[SplitCorpus],
        config: RelationTrainingConfig,
        *,
        mask_id: int,
    ) -> None:
        self.model = model
        self._splits, self._config, self._mask_id = splits, config, mask_id
        if config.freeze_words:
            model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)

    @property
    def development(self) -> list[Prepared]:
        """The development documents of all corpora."""
        return [document for split in self._splits for document in split.development]

    @property
    def documents(self) -> list[str]:
        """The ids of the documents that are trained on and of those that choose the epoch."""
        return [
            document.item.document.id
            for split in self._splits
            for document in (*split.training, *split.development)
        ]

    def groups(self) -> Sequence[Group]:
        """The encoder, and all above it."""
        named = [item for item in self.model.named_parameters() if item[1].requires_grad]
        below = [parameter for name, parameter in named if name.startswith("encoder.")]
        above = [parameter for name, parameter in named if not name.startswith("encoder.")]
        return Group(below, self._config.rate), Group(above, self._config.head_rate)

    def batches(self, epoch: int) -> Sequence[RelationBatch]:
        """Batches of similar length in random order; lengths are blurred so that neighbours vary."""
        config = self._config
        generator = random.Random(config.loop.epoch_seed(epoch))
        examples = epoch_examples(
            self._splits, config.augmentation, generator, mask_id=self._mask_id, longest=config.window
        )
        blurred = [max(1, round(len(item.example.ids) * generator.uniform(0.85, 1.15))) for item in examples]
        batches = by_length(blurred, config.batch_pieces)
        generator.shuffle(batches)
        return [[examples[index] for index in batch] for batch in batches]

    def loss(self, model: nn.Module, batch: RelationBatch) -> Tensor:
        """The loss of the batch's supervised pairs."""
        device = next(model.parameters()).device
        padded = pad([item.example for item in batch])
        inputs = [torch.from_numpy(getattr(padded, name)).to(device) for name in INPUTS]
        return relation_loss(model(*inputs).float(), batch)

    def pieces(self, batch: RelationBatch) -> int:
        """The pieces of all examples."""
        return sum(len(item.example.ids) for item in batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        """Each predicate's best score; the selection is their F1's mean, weighted by the configuration, or
        of all alike where it weighs none of those judged.
        """
        judged = judge(TorchScorer(model, next(model.parameters()).device.type), self.development)
        scores = {name: best_score(pairs) for name, pairs in judged.items()}
        return Evaluation(
            _selection(scores, self._config.selection),
            {name: asdict(score) for name, score in scores.items()},
        )


def relation_loss(logits: Tensor, batch: RelationBatch) -> Tensor:
    """Mean binary cross-entropy of supervised pairs and predicates; logits (examples, pairs, predicates)."""
    parts = [
        functional.binary_cross_entropy_with_logits(
            logits[row, : len(item.labels)][mask := torch.from_numpy(item.mask).to(logits.device)],
            torch.from_numpy(item.labels).to(logits.device)[mask],
            reduction="sum",
        )
        for row, item in enumerate(batch)
    ]
    return torch.stack(parts).sum() / sum(int(item.mask.sum()) for item in batch)


def _selection(scores: dict[str, Score], weights: dict[str, float]) -> float | None:
    if not scores:
        return None
    known = {name: weight for name, weight in weights.items() if name in scores}
    if not sum(known.values()):
        known = dict.fromkeys(scores, 1.0)
    return sum(weight * scores[name].f1 for name, weight in known.items()) / sum(known.values())
