"""Training against the worst small change of the word embeddings."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn

_WORDS = "word_embeddings.weight"


class Adversary:
    """Moves a model's word embeddings a step of length ``size`` along the gradient of the loss.

    The fast gradient method of Miyato, Dai and Goodfellow (2017), Adversarial training methods for
    semi-supervised text classification; here over the whole table and without normalising the embeddings.

    Raises:
        ValueError: if ``model`` has no word embeddings that are trained.
    """

    def __init__(self, model: nn.Module, size: float) -> None:
        named = [(name, words) for name, words in model.named_parameters() if name.endswith(_WORDS)]
        self._words = [words for _, words in named if words.requires_grad]
        self._size = size
        if not self._words:
            raise ValueError(f"adversarial {size} is not allowed; the model trains no word embeddings")

    @contextmanager
    def moved(self) -> Iterator[None]:
        """Within, the embeddings are moved along their gradients as they stand; after it they are as before.

        Where the gradient is nought or not finite they stay where they are.
        """
        before = [words.detach().clone() for words in self._words]
        with torch.no_grad():
            for words in self._words:
                self._move(words)
        try:
            yield
        finally:
            with torch.no_grad():
                for words, was in zip(self._words, before, strict=True):
                    words.copy_(was)

    def _move(self, words: nn.Parameter) -> None:
        if words.grad is None:
            return
        length = words.grad.norm()
        if torch.isfinite(length) and length > 0:
            words.add_(words.grad, alpha=self._size / float(length))
