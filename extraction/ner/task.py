"""Mention training as the loop sees it."""

import random
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.batches import pad, shuffled
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.development import score
from medkg.extraction.ner.examples import Example, SplitCorpus, epoch_examples
from medkg.extraction.ner.model import TokenClassifier, marginal_loss
from medkg.extraction.ner.scorers import TorchScorer
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.training.task import Evaluation, Group

MentionBatch = Sequence[Example]


class MentionTask:
    """A token classifier with its corpora."""

    model: nn.Module

    def __init__(
        self,
        model: TokenClassifier,
        corpora: Sequence[SplitCorpus],
        config: NerTrainingConfig,
        *,
        tokenizer: Tokenizer,
        lexicon: Lexicon,
    ) -> None:
        self.model = self._classifier = model
        self._corpora, self._config = corpora, config
        self._tokenizer, self._lexicon = tokenizer, lexicon

    def groups(self) -> Sequence[Group]:
        """The encoder, and faster the tag projection and the head."""
        model, config = self._classifier, self._config
        fast = [*model.tag_projection.parameters(), *model.head.parameters()]
        slow = list(model.encoder.parameters())
        return Group(slow, config.rate), Group(fast, config.rate * config.fast_rate)

    def batches(self, epoch: int) -> Sequence[MentionBatch]:
        """Windows of similar length together, in random order."""
        seed = self._config.loop.seed * 1000 + epoch
        examples = epoch_examples(
            self._corpora,
            self._tokenizer,
            self._lexicon,
            longest=self._config.window,
            noise=self._config.noise,
            seed=seed,
        )
        lengths = [len(example.window.ids) for example in examples]
        batches = shuffled(lengths, self._config.batch_pieces, random.Random(seed))
        return [[examples[index] for index in batch] for batch in batches]

    def loss(self, model: nn.Module, batch: MentionBatch) -> Tensor:
        """The marginal loss of the batch's words."""
        device = next(model.parameters()).device
        padded = pad([example.window for example in batch])
        arrays = (padded.ids, padded.mask, padded.tags)
        logits = model(*(torch.from_numpy(array).to(device) for array in arrays))
        words = torch.cat([logits[row, example.window.firsts] for row, example in enumerate(batch)])
        allowed = torch.from_numpy(np.concatenate([example.allowed for example in batch])).to(device)
        return marginal_loss(words.float(), allowed)

    def pieces(self, batch: MentionBatch) -> int:
        """The pieces of all windows."""
        return sum(len(example.window.ids) for example in batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        """Strict scores by corpus; the selection is the mean of their F1, 0 without development documents."""
        tagger, scores = self.tagger(model), {}
        for split in self._corpora:
            if split.development:
                pairs = [(item.document, item.sentences) for item in split.development]
                found = score(split.development, tagger.tag(pairs), split.corpus.guideline)
                scores[split.corpus.name] = asdict(found)
        selection = float(np.mean([found["f1"] for found in scores.values()])) if scores else 0.0
        return Evaluation(selection, scores)

    def tagger(self, model: nn.Module) -> Tagger:
        """A tagger with ``model``'s weights as they are."""
        return Tagger(TorchScorer(model), self._tokenizer, self._lexicon, longest=self._config.window)
