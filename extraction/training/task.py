"""What the loop needs to know of what is trained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from torch import Tensor, nn

Batch = TypeVar("Batch")
Given = TypeVar("Given", covariant=True)


class Batches(Protocol[Given]):
    """The batches of an epoch by their number; they may be made when they are asked for."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Given: ...


@dataclass(frozen=True, slots=True)
class Group:
    """Parameters that share a full learning rate."""

    parameters: Sequence[nn.Parameter]
    rate: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good a model is on development data: ``selection`` chooses the epoch, the greatest being the
    best, and is None where nothing was measured; ``scores`` are what is recorded, by corpus or predicate
    and by measure.
    """

    selection: float | None
    scores: Mapping[str, Mapping[str, float]]


class Task(Protocol[Batch]):
    """A model with the data it is trained on."""

    model: nn.Module

    def groups(self) -> Sequence[Group]:
        """The parameters to train."""

    def batches(self, epoch: int) -> Batches[Batch]:
        """The batches of an epoch, from 0.

        Their randomness may depend on the seed, the epoch and their number alone.
        """

    def loss(self, model: nn.Module, batch: Batch) -> Tensor:
        """The mean loss of ``model`` (the task's, perhaps wrapped) on ``batch``; a scalar."""

    def pieces(self, batch: Batch) -> int:
        """How many word pieces a batch holds, without padding."""

    def evaluate(self, model: nn.Module) -> Evaluation:
        """How good ``model`` (the average of the task's) is."""
