"""Pretraining as the loop sees it."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.pretraining.masking import IGNORED, Ids, Vocabulary, masked
from medkg.extraction.pretraining.pieces import Pieces
from medkg.extraction.training.task import Batches, Evaluation, Group

MaskedBatch = Sequence[tuple[Ids, Ids]]
_MEASURED = 400


class PretrainingTask:
    """A masked-language model with its texts."""

    model: nn.Module

    def __init__(
        self, model: nn.Module, pieces: Pieces, vocabulary: Vocabulary, config: PretrainingConfig
    ) -> None:
        self.model = model
        self._pieces, self._vocabulary, self._config = pieces, vocabulary, config

    def groups(self) -> Sequence[Group]:
        """All parameters at one rate."""
        return (Group(list(self.model.parameters()), self._config.rate),)

    def batches(self, epoch: int) -> Batches[MaskedBatch]:
        """Windows drawn anew and masked anew, of like length together."""
        config = self._config
        generator = np.random.default_rng((config.loop.seed, epoch))
        windows = self._pieces.training[generator.permutation(len(self._pieces.training))]
        if config.pieces:
            ends = np.cumsum(windows[:, 1] - windows[:, 0])
            windows = windows[: int(np.searchsorted(ends, config.pieces)) + 1]
        return _Masked(self, windows[np.argsort(windows[:, 0] - windows[:, 1], kind="stable")], epoch)

    def of_windows(self, windows: Ids, seed: tuple[int, ...]) -> MaskedBatch:
        """The windows masked by ``seed``."""
        generator = np.random.default_rng((self._config.loop.seed, *seed))
        ids, share = self._pieces.ids, self._config.masked
        return [
            masked(ids[start:end].astype(np.int64), self._vocabulary, share=share, generator=generator)
            for start, end in windows
        ]

    @property
    def windows_in_batch(self) -> int:
        """How many windows of full length a batch holds."""
        return max(1, self._config.batch_pieces // self._config.window)

    def loss(self, model: nn.Module, batch: MaskedBatch) -> Tensor:
        """Cross-entropy of the hidden pieces."""
        logits, labels = _predicted(model, batch)
        return functional.cross_entropy(logits.float(), labels)

    def pieces(self, batch: MaskedBatch) -> int:
        """The pieces of all windows, edges among them."""
        return sum(len(ids) for ids, _ in batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        """The share of hidden pieces of development windows that comes first, and their mean loss."""
        windows = self._pieces.development[:_MEASURED]
        hits = count = 0
        losses = 0.0
        training = model.training
        model.eval()
        with torch.inference_mode():
            for start in range(0, len(windows), self.windows_in_batch):
                batch = self.of_windows(windows[start : start + self.windows_in_batch], (0, start))
                logits, labels = _predicted(model, batch)
                losses += float(functional.cross_entropy(logits.float(), labels, reduction="sum"))
                hits += int((logits.argmax(-1) == labels).sum())
                count += len(labels)
        model.train(training)
        scores = {"accuracy": hits / count, "loss": losses / count}
        return Evaluation(scores["accuracy"], {"masked pieces": scores})


class _Masked:
    """The batches of an epoch, masked when they are asked for, so that memory stays flat."""

    def __init__(self, task: PretrainingTask, windows: Ids, epoch: int) -> None:
        self._task, self._windows, self._epoch = task, windows, epoch
        size = task.windows_in_batch
        self._starts = np.random.default_rng((epoch, len(windows))).permutation(range(0, len(windows), size))

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, number: int, /) -> MaskedBatch:
        start = int(self._starts[number])
        windows = self._windows[start : start + self._task.windows_in_batch]
        return self._task.of_windows(windows, (1, self._epoch, start))


def _predicted(model: nn.Module, batch: MaskedBatch) -> tuple[Tensor, Tensor]:
    """Logits (hidden, pieces of the vocabulary) and labels (hidden,) of the hidden pieces."""
    device = next(model.parameters()).device
    longest = max(len(ids) for ids, _ in batch)
    ids = np.zeros((len(batch), longest), dtype=np.int64)
    mask, labels = np.zeros_like(ids), np.full_like(ids, IGNORED)
    for row, (shown, wanted) in enumerate(batch):
        ids[row, : len(shown)], mask[row, : len(shown)], labels[row, : len(shown)] = shown, 1, wanted
    hidden = torch.from_numpy(labels).to(device)
    at = hidden != IGNORED
    logits: Tensor = model(torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device), at)
    return logits, hidden[at]
