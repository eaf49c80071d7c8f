"""One model of several trainings: the mean of their weights, as far as it helps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.ner.train import Calibrated, calibrated, prepare, save
from medkg.extraction.ner.weights import load_model
from medkg.extraction.training.progress import Progress, silent

Weights = Mapping[str, torch.Tensor]


@dataclass(frozen=True, slots=True)
class Member:
    """A model that was tried: its mean development F1 alone, and whether its weights are in the mean."""

    folder: str
    alone: float
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SoupRecord(Calibrated):
    """The models tried, the best alone first, and the mean's development F1 and calibration."""

    members: tuple[Member, ...]
    selection: float


def average(folders: Sequence[Path], config: NerTrainingConfig, *, progress: Progress = silent) -> SoupRecord:
    """Saves in ``config.output`` the mean of those mention models in ``folders`` that help.

    The greedy soup of Wortsman et al. (2022), Model soups: the models are taken by their development F1, and
    each stays in the mean unless it makes it worse. The documents are those of ``config``, which the models
    should not have been trained on.

    Raises:
        ValueError: for fewer than two folders, models of different shapes, or no development documents.
    """
    if len(folders) < 2:
        raise ValueError(f"{len(folders)} model is not allowed; at least two are required")
    prepared = prepare(config, encoder=folders[0])
    if not any(split.development for split in prepared.corpora):
        raise ValueError("no corpus has development documents, by which models are chosen")
    alone = list(_alone(folders, prepared.task, progress))
    order = sorted(range(len(folders)), key=lambda number: (-alone[number], number))
    kept, selection = _chosen([folders[number] for number in order], prepared.task)
    prepared.model.load_state_dict(_mean(kept))
    temperature, threshold = calibrated(prepared)
    members = (Member(str(folders[n]), alone[n], folders[n] in kept) for n in order)
    record = SoupRecord(
        members=tuple(members), selection=selection, temperature=temperature, threshold=threshold
    )
    save(prepared, record)
    return record


def _alone(folders: Sequence[Path], task: MentionTask, progress: Progress) -> Iterator[float]:
    shapes = _shapes(load_model(folders[0]))
    for number, folder in enumerate(folders, 1):
        model = load_model(folder)
        if _shapes(model) != shapes:
            raise ValueError(f"{folder} holds a model of other shapes than {folders[0]}")
        progress("measuring", number, len(folders))
        yield _f1(model, task)


def _shapes(model: TokenClassifier) -> dict[str, torch.Size]:
    return {name: tensor.shape for name, tensor in model.state_dict().items()}


def _chosen(folders: Sequence[Path], task: MentionTask) -> tuple[list[Path], float]:
    """The folders whose mean is kept, the best first, and the mean's selection score."""
    model = load_model(folders[0])
    kept, best = [folders[0]], _f1(model, task)
    for folder in folders[1:]:
        model.load_state_dict(_mean([*kept, folder]))
        if (found := _f1(model, task)) >= best:
            kept, best = [*kept, folder], found
    return kept, best


def _f1(model: TokenClassifier, task: MentionTask) -> float:
    return task.evaluate(model).selection or 0.0


def _mean(folders: Sequence[Path]) -> Weights:
    """The mean of the weights, read one model at a time."""
    total: dict[str, torch.Tensor] = {}
    for folder in folders:
        for name, tensor in load_model(folder).state_dict().items():
            total[name] = total[name] + tensor if name in total else tensor.clone()
    return {name: (tensor / len(folders)).to(tensor.dtype) for name, tensor in total.items()}
