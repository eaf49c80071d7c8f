"""Mention training as the loop sees it."""

import random
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.batches import pad, shuffled
from medkg.extraction.ner.confidence import UNTRAINED, Confidence
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.development import score
from medkg.extraction.ner.examples import Example, SplitCorpus, epoch_examples
from medkg.extraction.ner.losses import disagreement, marginal_loss
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.scorers import TorchScorer
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.windows import Window
from medkg.extraction.training.processor import knows_bf16
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
        self._corpora, self.config = corpora, config
        self._tokenizer, self._lexicon = tokenizer, lexicon

    @property
    def documents(self) -> list[str]:
        """The ids of the documents that are trained on and of those that choose the epoch."""
        return [item.document.id for split in self._corpora for item in (*split.training, *split.development)]

    def groups(self) -> Sequence[Group]:
        """The encoder, and faster the tag projection and the head."""
        model, config = self._classifier, self.config
        fast = [*model.tag_projection.parameters(), *model.head.parameters()]
        slow = list(model.encoder.parameters())
        return Group(slow, config.rate), Group(fast, config.rate * config.fast_rate)

    def examples(self, epoch: int) -> list[Example]:
        """The annotated windows of an epoch."""
        return epoch_examples(
            self._corpora,
            self._tokenizer,
            self._lexicon,
            longest=self.config.window,
            noise=self.config.noise,
            notes=self.config.notes,
            seed=self.config.loop.epoch_seed(epoch),
        )

    def batches(self, epoch: int) -> Sequence[MentionBatch]:
        """Windows of similar length together, in random order."""
        examples = self.examples(epoch)
        lengths = [len(example.window.ids) for example in examples]
        generator = random.Random(self.config.loop.epoch_seed(epoch))
        batches = shuffled(lengths, self.config.batch_pieces, generator)
        return [[examples[index] for index in batch] for batch in batches]

    def loss(self, model: nn.Module, batch: MentionBatch) -> Tensor:
        """The marginal loss of the batch's words; with R-Drop that of two passes, and how far they differ."""
        passes = 2 if self.config.r_drop else 1
        words = self.word_logits(model, [example.window for example in batch] * passes)
        loss = self.marginal(words, [example.allowed for example in batch] * passes)
        if passes == 1:
            return loss
        return loss + self.config.r_drop * disagreement(*words.chunk(2))

    def marginal(self, words: Tensor, allowed: Sequence[npt.NDArray[np.bool_]]) -> Tensor:
        """The marginal loss of words whose windows allow these labels, as the configuration weighs it."""
        labels = torch.from_numpy(np.concatenate(allowed)).to(words.device)
        return marginal_loss(words, labels, weight=self.config.mention_weight, focus=self.config.focus)

    def word_logits(self, model: nn.Module, windows: Sequence[Window]) -> Tensor:
        """The label logits of all words of the windows, (words, labels), in fp32."""
        device = next(model.parameters()).device
        padded = pad(windows)
        arrays = (padded.ids, padded.mask, padded.tags)
        logits = model(*(torch.from_numpy(array).to(device) for array in arrays))
        return torch.cat([logits[row, window.firsts] for row, window in enumerate(windows)]).float()

    def pieces(self, batch: MentionBatch) -> int:
        """The pieces of all windows."""
        return sum(len(example.window.ids) for example in batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        """Strict scores by corpus; the selection is the mean of their F1."""
        tagger, scores = self.tagger(model), {}
        for split in self._corpora:
            if split.development:
                pairs = [(item.document, item.sentences) for item in split.development]
                found = score(split.development, tagger.tag(pairs), split.corpus.guideline)
                scores[split.corpus.name] = asdict(found)
        selection = float(np.mean([found["f1"] for found in scores.values()])) if scores else None
        return Evaluation(selection, scores)

    def tagger(self, model: nn.Module, *, confidence: Confidence = UNTRAINED) -> Tagger:
        """A tagger with ``model``'s weights as they are."""
        scorer = TorchScorer(model, bf16=knows_bf16(next(model.parameters()).device.type))
        longest = self.config.window
        return Tagger(scorer, self._tokenizer, self._lexicon, longest=longest, confidence=confidence)
