"""Checkpoints: where a training stands after its last whole epoch."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

_LAST_WRITTEN = "records.json"


class Checkpoint:
    """Model, optimiser state and records of the last whole epoch, and the best epoch's model."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, model: torch.nn.Module, optimizer: torch.optim.Optimizer) -> list[dict[str, Any]]:
        """Puts both back to where the checkpoint left them, and gives its records; empty without one."""
        aside, last = self._folder / "aside", self._folder / "last"
        if not last.is_dir() and (aside / _LAST_WRITTEN).is_file():
            aside.replace(last)
        if not last.is_dir():
            return []
        model.load_state_dict(load_file(last / "model.safetensors"))
        optimizer.load_state_dict(torch.load(last / "optimizer.pt", weights_only=True))
        records: list[dict[str, Any]] = json.loads((last / _LAST_WRITTEN).read_text(encoding="utf-8"))
        return records

    def save(
        self,
        model: torch.nn.Module,
        optimizer: torch.optim.Optimizer,
        records: list[dict[str, Any]],
        *,
        best: bool,
    ) -> None:
        """Writes aside, then renames; ``best`` keeps a copy of the model as the best so far."""
        aside, last = self._folder / "aside", self._folder / "last"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        save_file(_state(model), aside / "model.safetensors")
        torch.save(optimizer.state_dict(), aside / "optimizer.pt")
        (aside / _LAST_WRITTEN).write_text(json.dumps(records), encoding="utf-8")
        if best:
            shutil.copyfile(aside / "model.safetensors", self._folder / "best.aside")
            (self._folder / "best.aside").replace(self._folder / "best.safetensors")
        shutil.rmtree(last, ignore_errors=True)
        aside.replace(last)

    def load_best(self, model: torch.nn.Module) -> None:
        """Puts the best epoch's weights into ``model``."""
        model.load_state_dict(load_file(self._folder / "best.safetensors"))


def _state(model: torch.nn.Module) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu().contiguous() for name, tensor in model.state_dict().items()}
