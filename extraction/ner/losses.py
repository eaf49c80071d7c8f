"""What a mention model is punished for."""

from torch import Tensor
from torch.nn import functional

from medkg.extraction.ner.labels import OUTSIDE

_LEAST = 1e-6


def marginal_loss(logits: Tensor, allowed: Tensor, *, weight: float = 1.0, focus: float = 0.0) -> Tensor:
    """The mean of -log P(label in the allowed set), logits and ``allowed`` of shape (words, labels).

    The partial-label likelihood of Jin and Ghahramani (2002): with one allowed label it is cross-entropy.
    Words that cannot be outside of all mentions count ``weight`` times. ``focus`` is the exponent of Lin et
    al. (2017), Focal loss for dense object detection: a word of probability p counts (1 - p) ** ``focus``
    times, so that what is known well tells little.
    """
    log_probabilities = logits.log_softmax(-1)
    right = log_probabilities.masked_fill(~allowed, float("-inf")).logsumexp(-1).clamp(max=0)
    if weight == 1 and not focus:
        return -right.mean()
    counted = right.new_ones(right.shape).masked_fill(~allowed[:, OUTSIDE], weight)
    losses = -right if not focus else -right * (1 - right.exp()).clamp(min=_LEAST) ** focus
    return (counted * losses).sum() / counted.sum()


def disagreement(first: Tensor, second: Tensor) -> Tensor:
    """How far two label distributions of the same words lie apart: the mean of the Kullback-Leibler
    divergences in both directions, a mean over words. Logits of shape (words, labels).

    It is what Liang et al. (2021), R-Drop: Regularized dropout for neural networks, add to the loss.
    """
    one, other = first.log_softmax(-1), second.log_softmax(-1)
    there = functional.kl_div(one, other, log_target=True, reduction="batchmean")
    back = functional.kl_div(other, one, log_target=True, reduction="batchmean")
    return (there + back) / 2
