"""Distillation as the loop sees it: annotated windows, and windows that the teacher answered for."""

import random
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from medkg.extraction.distillation.config import Distillation
from medkg.extraction.distillation.lessons import Lesson
from medkg.extraction.ner.batches import shuffled
from medkg.extraction.ner.examples import Example
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.training.task import Evaluation, Group

DistillationBatch = Sequence[Example | Lesson]


class DistillationTask:
    """A student's own task with the teacher's lessons beside it."""

    model: nn.Module

    def __init__(self, own: MentionTask, lessons: Sequence[Lesson], teaching: Distillation) -> None:
        self.model = own.model
        self._own, self._lessons, self._teaching = own, lessons, teaching

    def groups(self) -> Sequence[Group]:
        """As in the student's own training."""
        return self._own.groups()

    def batches(self, epoch: int) -> Sequence[DistillationBatch]:
        """Annotated windows and a share of the lessons, of similar length together, in random order."""
        config = self._own.config
        generator = random.Random(config.loop.epoch_seed(epoch))
        count = round(len(self._lessons) * self._teaching.share)
        items: list[Example | Lesson] = [*self._own.examples(epoch), *generator.sample(self._lessons, count)]
        lengths = [len(item.window.ids) for item in items]
        return [
            [items[index] for index in batch] for batch in shuffled(lengths, config.batch_pieces, generator)
        ]

    def loss(self, model: nn.Module, batch: DistillationBatch) -> Tensor:
        """The mean over words of the marginal loss where people annotated, and of the distance to the
        teacher, times its weight, where it answered.
        """
        examples = [item for item in batch if isinstance(item, Example)]
        lessons = [item for item in batch if isinstance(item, Lesson)]
        windows = [*(item.window for item in examples), *(item.window for item in lessons)]
        logits = self._own.word_logits(model, windows)
        count = sum(len(item.allowed) for item in examples)
        total = logits.new_zeros(())
        if examples:
            total = total + count * self._own.marginal(logits[:count], [item.allowed for item in examples])
        if lessons:
            known = torch.from_numpy(np.concatenate([item.known for item in lessons])).to(logits.device)
            said = np.concatenate([item.log_probabilities for item in lessons])
            teacher = torch.from_numpy(said).to(logits.device)
            distance = distillation_loss(
                logits[count:][known], teacher, temperature=self._teaching.temperature
            )
            total = total + len(teacher) * self._teaching.weight * distance
            count += len(teacher)
        return total / count

    def pieces(self, batch: DistillationBatch) -> int:
        """The pieces of all windows."""
        return sum(len(item.window.ids) for item in batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        """As in the student's own training."""
        return self._own.evaluate(model)


def distillation_loss(logits: Tensor, teacher: Tensor, *, temperature: float) -> Tensor:
    """The Kullback-Leibler divergence of the student from the teacher, both softened, times temperature².

    Hinton, Vinyals and Dean (2015). ``logits`` and ``teacher`` (log-probabilities): shape (words, labels).
    """
    student = (logits / temperature).log_softmax(-1)
    wanted = (teacher / temperature).log_softmax(-1)
    return functional.kl_div(student, wanted, log_target=True, reduction="batchmean") * temperature**2
