"""Where a training stands after its last whole epoch."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn


class Checkpoint:
    """Weights, their moving average, optimiser and records of the last epoch; the best epoch's average."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(
        self, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer
    ) -> list[dict[str, Any]]:
        """Puts all three back to where the checkpoint left them; the records of the epochs done."""
        last = self._folder / "last"
        if not last.is_dir():
            return []
        model.load_state_dict(load_file(last / "model.safetensors"))
        average.load_state_dict(load_file(last / "average.safetensors"))
        optimizer.load_state_dict(torch.load(last / "optimizer.pt", weights_only=True))
        records: list[dict[str, Any]] = json.loads((last / "records.json").read_text(encoding="utf-8"))
        return records

    def save(
        self,
        model: nn.Module,
        average: nn.Module,
        optimizer: torch.optim.Optimizer,
        records: list[dict[str, Any]],
        *,
        best: bool,
    ) -> None:
        """Writes aside, then renames; ``best`` keeps the average as the best so far.

        Killed between the removal of the old folder and the renaming, the last whole epoch is run again.
        """
        aside, last = self._folder / "aside", self._folder / "last"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        save_file(_state(model), aside / "model.safetensors")
        save_file(_state(average), aside / "average.safetensors")
        torch.save(optimizer.state_dict(), aside / "optimizer.pt")
        (aside / "records.json").write_text(json.dumps(records), encoding="utf-8")
        if best:
            shutil.copyfile(aside / "average.safetensors", self._folder / "best.aside")
            (self._folder / "best.aside").replace(self._folder / "best.safetensors")
        old = self._folder / "old"
        shutil.rmtree(old, ignore_errors=True)
        if last.exists():
            last.replace(old)
        aside.replace(last)
        shutil.rmtree(old, ignore_errors=True)

    def load_best(self, model: nn.Module) -> None:
        """Puts the best epoch's averaged weights into ``model``."""
        model.load_state_dict(load_file(self._folder / "best.safetensors"))


def _state(model: nn.Module) -> dict[str, Tensor]:
    return {name: tensor.detach().cpu().contiguous() for name, tensor in model.state_dict().items()}
