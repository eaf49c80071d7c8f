"""Weights of a model that looked at less."""

from torch import Tensor
from torch.nn import functional


def widened(weight: Tensor, fresh: Tensor) -> Tensor:
    """``weight`` in fp32, with columns of zeros up to the width of ``fresh``: what is new weighs nothing."""
    return functional.pad(weight.float(), (0, fresh.shape[-1] - weight.shape[-1]))
