"""Checkpoints: where a training stands."""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_model, save_model
from torch import nn

from medkg.extraction.training.random_state import RandomState
from medkg.extraction.training.record import EpochRecord

_LAST_WRITTEN = "position.json"


@dataclass(frozen=True, slots=True)
class Position:
    """The epochs done, the optimiser's steps in all, and of the epoch begun: steps done, the sum of their
    losses, word pieces, seconds.
    """

    records: tuple[EpochRecord, ...] = ()
    steps: int = 0
    done: int = 0
    loss: float = 0.0
    pieces: int = 0
    seconds: float = 0.0


class Checkpoint:
    """Weights, their moving average, optimiser, random state and position in ``folder``; and the best
    epoch's average.

    ``basis`` tells what the training depends on (:mod:`medkg.extraction.training.basis`): only a checkpoint
    of the same is taken.
    """

    def __init__(self, folder: Path, basis: str) -> None:
        self._folder, self._basis = folder, basis

    def precision(self) -> str | None:
        """What was computed in so far, as accelerate names it; None where there is no checkpoint.

        Raises:
            ValueError: for a checkpoint of another basis, or of a version that did not keep one.
        """
        written = self._written()
        return None if written is None else str(written["precision"])

    def load(
        self, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer
    ) -> tuple[Position, RandomState | None]:
        """Puts all three back to where the checkpoint left them; the position and torch's random state.

        Raises:
            ValueError: for a checkpoint of another model, of another basis, or of a version that did not keep
                one.
        """
        written = self._written()
        if written is None:
            return Position(), None
        last = self._folder / "last"
        try:
            load_model(model, last / "model.safetensors")
            load_model(average, last / "average.safetensors")
            state = torch.load(last / "optimizer.pt", weights_only=True)
            optimizer.load_state_dict(state["optimizer"])
        except (RuntimeError, KeyError) as error:
            raise ValueError(
                f"{last} is a checkpoint of another model or version; remove the folder to start over"
            ) from error
        return _position(written["position"]), RandomState(state["processor"], state["gpus"])

    def save(
        self,
        model: nn.Module,
        average: nn.Module,
        optimizer: torch.optim.Optimizer,
        position: Position,
        *,
        precision: str,
    ) -> None:
        """Writes aside, then renames: killed at any moment, the last or this checkpoint stands whole."""
        aside, last = self._folder / "aside", self._folder / "last"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        save_model(model, str(aside / "model.safetensors"))
        save_model(average, str(aside / "average.safetensors"))
        random = RandomState.now()
        state = {"optimizer": optimizer.state_dict(), "processor": random.processor, "gpus": random.gpus}
        torch.save(state, aside / "optimizer.pt")
        written = {"basis": self._basis, "precision": precision, "position": asdict(position)}
        (aside / _LAST_WRITTEN).write_text(json.dumps(written), encoding="utf-8")
        shutil.rmtree(last, ignore_errors=True)
        aside.replace(last)

    def save_best(self, average: nn.Module) -> None:
        """Keeps ``average`` as the best epoch's."""
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / "best.aside"
        save_model(average, str(aside))
        aside.replace(self._folder / "best.safetensors")

    def load_best(self, model: nn.Module) -> None:
        """Puts the best epoch's averaged weights into ``model``."""
        load_model(model, self._folder / "best.safetensors")

    def _written(self) -> dict[str, Any] | None:
        """What the last checkpoint's position file holds."""
        aside, last = self._folder / "aside", self._folder / "last"
        if not last.is_dir() and (aside / _LAST_WRITTEN).is_file():
            aside.replace(last)
        if not last.is_dir():
            return None
        written: dict[str, Any] = json.loads((last / _LAST_WRITTEN).read_text(encoding="utf-8"))
        if written.get("basis") != self._basis:
            raise ValueError(
                f"{last} is of another configuration, of other documents or of an earlier version; "
                "remove it or name another `work`"
            )
        return written


def _position(written: dict[str, Any]) -> Position:
    records = tuple(EpochRecord(**record) for record in written.pop("records"))
    return Position(records=records, **written)
