"""The mean of the weights of several trainings, as far as it helps."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from medkg.extraction.training.progress import Progress

Weights = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Member:
    """A model that was tried: its mean development F1 alone, and whether its weights are in the mean."""

    folder: str
    alone: float
    kept: bool


@dataclass(frozen=True, slots=True, eq=False)
class Soup:
    """The models tried, the best alone first; the mean's weights and its development F1."""

    members: tuple[Member, ...]
    weights: Weights
    selection: float


def require_two(folders: Sequence[Path]) -> None:
    """Nothing for two folders or more; asked before corpora are read.

    Raises:
        ValueError: for fewer.
    """
    if len(folders) < 2:
        raise ValueError(f"{len(folders)} model is not allowed; at least two are required")


def soup(
    folders: Sequence[Path],
    *,
    load: Callable[[Path], nn.Module],
    f1: Callable[[nn.Module], float],
    progress: Progress,
) -> Soup:
    """The greedy soup of Wortsman et al. (2022), Model soups: the models are taken by their development F1,
    and each stays in the mean unless it makes it worse.

    Raises:
        ValueError: for models of different shapes.
    """
    alone = list(_alone(folders, load, f1, progress))
    order = sorted(range(len(folders)), key=lambda number: (-alone[number], number))
    kept, best = [folders[order[0]]], alone[order[0]]
    model = load(kept[0])
    weights = _mean(kept, load)
    for number in order[1:]:
        tried = _mean([*kept, folders[number]], load)
        model.load_state_dict(tried)
        if (found := f1(model)) >= best:
            kept, best, weights = [*kept, folders[number]], found, tried
    members = (Member(str(folders[n]), alone[n], folders[n] in kept) for n in order)
    return Soup(tuple(members), weights, best)


def _alone(
    folders: Sequence[Path],
    load: Callable[[Path], nn.Module],
    f1: Callable[[nn.Module], float],
    progress: Progress,
) -> Iterator[float]:
    shapes = _shapes(load(folders[0]))
    for number, folder in enumerate(folders, 1):
        model = load(folder)
        if _shapes(model) != shapes:
            raise ValueError(f"{folder} holds a model of other shapes than {folders[0]}")
        progress("measuring", number, len(folders))
        yield f1(model)


def _shapes(model: nn.Module) -> dict[str, torch.Size]:
    return {name: tensor.shape for name, tensor in model.state_dict().items()}


def _mean(folders: Sequence[Path], load: Callable[[Path], nn.Module]) -> Weights:
    """The mean of the weights, read one model at a time."""
    total: dict[str, torch.Tensor] = {}
    for folder in folders:
        for name, tensor in load(folder).state_dict().items():
            total[name] = total[name] + tensor if name in total else tensor.clone()
    return {name: (tensor / len(folders)).to(tensor.dtype) for name, tensor in total.items()}
