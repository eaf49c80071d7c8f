"""The step against which a batch is learnt once more."""

import pytest
import torch
from torch import nn

from medkg.extraction.training.adversary import Adversary
from medkg.extraction.training.settings import LoopSettings


class Words(nn.Module):
    """Word embeddings with a sum above them."""

    def __init__(self) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(5, 3)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        total: torch.Tensor = (self.word_embeddings(ids) ** 2).sum()
        return total


def test_the_step_has_its_length_raises_the_loss_and_is_taken_back() -> None:
    model, ids = Words(), torch.tensor([1, 2])
    before = model.word_embeddings.weight.detach().clone()
    loss = model(ids)
    loss.backward()
    with Adversary(model, 0.5).moved():
        moved = model.word_embeddings.weight.detach() - before
        assert float(moved.norm()) == pytest.approx(0.5)
        assert not moved[[0, 3, 4]].any()
        assert float(model(ids).detach()) > float(loss.detach())
    assert torch.equal(model.word_embeddings.weight, before)


@pytest.mark.parametrize("gradient", [None, 0.0, float("nan"), float("inf")])
def test_without_a_usable_gradient_nothing_moves(gradient: float | None) -> None:
    model = Words()
    words = model.word_embeddings.weight
    words.grad = None if gradient is None else torch.full_like(words, gradient)
    before = words.detach().clone()
    with Adversary(model, 0.5).moved():
        assert torch.equal(words, before)


def test_the_embeddings_are_taken_back_after_an_error() -> None:
    model = Words()
    before = model.word_embeddings.weight.detach().clone()
    model(torch.tensor([0])).backward()
    with pytest.raises(RuntimeError, match="in between"), Adversary(model, 1.0).moved():
        raise RuntimeError("in between")
    assert torch.equal(model.word_embeddings.weight, before)


def test_frozen_words_are_refused() -> None:
    model = Words()
    model.word_embeddings.weight.requires_grad_(False)
    with pytest.raises(ValueError, match=r"adversarial 1\.0 is not allowed; the model trains no word"):
        Adversary(model, 1.0)


@pytest.mark.parametrize("size", [-1.0, float("inf"), float("nan")])
def test_a_length_out_of_range_is_refused(size: float) -> None:
    with pytest.raises(ValueError, match="adversarial"):
        LoopSettings(adversarial=size)
