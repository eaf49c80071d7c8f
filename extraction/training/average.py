"""The moving average of weights."""

import copy

import torch
from torch import nn


class Average:
    """An exponential moving average of a model's trained weights (Polyak and Juditsky, 1992).

    ``decay`` grows with the steps as min(decay, (1 + steps) / (10 + steps)), so that the first weights,
    which are random above the encoder, are soon forgotten. A decay of 0 keeps the weights themselves.
    """

    def __init__(self, model: nn.Module, decay: float) -> None:
        self._model = model
        self._decay = decay
        self.model = copy.deepcopy(model).eval() if decay else model

    @torch.no_grad()
    def step(self, steps: int) -> None:
        """Takes the weights after step number ``steps``, from 0, into the average."""
        if not self._decay:
            return
        decay = min(self._decay, (1 + steps) / (10 + steps))
        for kept, new in zip(self.model.parameters(), self._model.parameters(), strict=True):
            if new.requires_grad:
                kept.lerp_(new, 1 - decay)
