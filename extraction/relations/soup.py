"""One relation model of several trainings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from medkg.extraction.relations.config import RelationTrainingConfig
from medkg.extraction.relations.export import load_model, save_model
from medkg.extraction.relations.record import Calibration
from medkg.extraction.relations.train import calibration, prepare
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.soup import Member, require_two, soup


@dataclass(frozen=True, slots=True)
class SoupRecord:
    """The models tried, the best alone first, and the mean's development F1 and calibration."""

    members: tuple[Member, ...]
    selection: float
    calibration: Mapping[str, Calibration]


def average(
    folders: Sequence[Path], config: RelationTrainingConfig, *, progress: Progress = silent
) -> SoupRecord:
    """Saves in ``config.output`` the mean of those relation models in ``folders`` that help
    (:func:`~medkg.extraction.training.soup.soup`).

    The documents are those of ``config``, which the models should not have been trained on.

    Raises:
        ValueError: for fewer than two folders, models of different shapes, or no development documents.
    """
    require_two(folders)
    model = load_model(folders[0])
    _, task = prepare(model, config, encoder=folders[0])

    def f1(tried: nn.Module) -> float:
        return task.evaluate(tried).selection or 0.0

    found = soup(folders, load=load_model, f1=f1, progress=progress)
    model.load_state_dict(found.weights)
    calibrated = calibration(model, task.development, config)
    save_model(model, config.output, encoder=folders[0], calibration=calibrated)
    return SoupRecord(found.members, found.selection, calibrated)
