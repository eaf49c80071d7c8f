"""One mention model of several trainings."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import nn

from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.train import Calibrated, calibrated, prepare, save
from medkg.extraction.ner.weights import load_model
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.soup import Member, require_two, soup


@dataclass(frozen=True, slots=True, kw_only=True)
class SoupRecord(Calibrated):
    """The models tried, the best alone first, and the mean's development F1 and calibration."""

    members: tuple[Member, ...]
    selection: float


def average(folders: Sequence[Path], config: NerTrainingConfig, *, progress: Progress = silent) -> SoupRecord:
    """Saves in ``config.output`` the mean of those mention models in ``folders`` that help
    (:func:`~medkg.extraction.training.soup.soup`).

    The documents are those of ``config``, which the models should not have been trained on.

    Raises:
        ValueError: for fewer than two folders, models of different shapes, or no development documents.
    """
    require_two(folders)
    prepared = prepare(config, encoder=folders[0])
    if not any(split.development for split in prepared.corpora):
        raise ValueError("no corpus has development documents, by which models are chosen")

    def f1(model: nn.Module) -> float:
        return prepared.task.evaluate(model).selection or 0.0

    found = soup(folders, load=load_model, f1=f1, progress=progress)
    prepared.model.load_state_dict(found.weights)
    confidence, threshold = calibrated(prepared)
    record = SoupRecord(
        members=found.members, selection=found.selection, confidence=confidence, threshold=threshold
    )
    save(prepared, record)
    return record
