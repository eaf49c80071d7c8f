"""The loop: which epoch is kept, which checkpoint is taken, what is put back with it."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from medkg.extraction.training.checkpoint import Checkpoint, Position
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.record import EpochRecord, best_epoch
from medkg.extraction.training.settings import LoopSettings
from medkg.extraction.training.task import Evaluation, Group


class Line:
    """A line fitted to a few points, with the selection scores that it is told to have, epoch by epoch."""

    model: nn.Module

    def __init__(self, selections: Sequence[float | None], *, batches: int = 2) -> None:
        torch.manual_seed(1)
        self.model = nn.Linear(1, 1)
        self.selections, self.count = list(selections), batches
        self.weights: list[Tensor] = []
        self.in_bf16: list[bool] = []

    def groups(self) -> Sequence[Group]:
        return (Group(list(self.model.parameters()), 0.1),)

    def batches(self, epoch: int) -> Sequence[Tensor]:
        return [torch.full((4, 1), float(number + epoch)) for number in range(self.count)]

    def loss(self, model: nn.Module, batch: Tensor) -> Tensor:
        device = next(model.parameters()).device
        self.in_bf16.append(torch.is_autocast_enabled(device.type))
        loss: Tensor = ((model(batch.to(device)).float() - 2) ** 2).mean()
        return loss

    def pieces(self, batch: Tensor) -> int:
        return len(batch)

    def evaluate(self, model: nn.Module) -> Evaluation:
        self.weights.append(next(model.parameters()).detach().cpu().clone())
        return Evaluation(self.selections.pop(0), {})


def run(
    task: Line, folder: Path, *, basis: str = "same", epochs: int = 3, patience: int = 0
) -> tuple[EpochRecord, ...]:
    settings = LoopSettings(epochs=epochs, patience=patience, threads=1)
    return Loop(task, settings, folder, basis=basis).run()


def kept(task: Line) -> Tensor:
    return next(task.model.parameters()).detach().cpu()


def test_without_a_development_score_the_last_epoch_is_kept_and_patience_waits_for_nothing(
    tmp_path: Path,
) -> None:
    task = Line([None, None, None, None])
    records = run(task, tmp_path, epochs=4, patience=1)
    assert [record.epoch for record in records] == [1, 2, 3, 4]
    assert best_epoch(records).epoch == 4
    assert torch.equal(kept(task), task.weights[3]) and not torch.equal(kept(task), task.weights[0])
    assert (tmp_path / "curves.png").read_bytes().startswith(b"\x89PNG")


def test_the_earliest_of_the_best_epochs_is_kept(tmp_path: Path) -> None:
    task = Line([0.0, 0.5, 0.5])
    assert best_epoch(run(task, tmp_path)).epoch == 2
    assert torch.equal(kept(task), task.weights[1])


def test_what_is_measured_is_better_than_what_is_not() -> None:
    record = EpochRecord(1, 0.1, 0.0, {}, 1.0, 1.0)
    assert best_epoch([record, replace(record, epoch=2, selection=None)]) is record


def test_an_epoch_without_a_batch_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"epoch 1 has 0 batches .* at least 1 are required"):
        run(Line([0.5], batches=0), tmp_path)
    assert not (tmp_path / "best.safetensors").exists()


def test_more_epochs_go_on_from_the_checkpoint_and_another_basis_does_not(tmp_path: Path) -> None:
    run(Line([0.1, 0.2]), tmp_path, epochs=2)
    records = run(Line([0.3]), tmp_path, epochs=3)
    assert [record.selection for record in records] == [0.1, 0.2, 0.3]
    assert run(Line([]), tmp_path, epochs=2) == records
    with pytest.raises(ValueError, match=r"last is of another configuration.*; remove it or name another"):
        run(Line([0.3]), tmp_path, basis="other")


def test_a_checkpoint_of_an_earlier_version_is_refused(tmp_path: Path) -> None:
    run(Line([0.1, 0.2, 0.3]), tmp_path)
    path = tmp_path / "last" / "position.json"
    path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8"))["position"]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"an earlier version; remove it"):
        run(Line([0.4]), tmp_path, epochs=4)


@pytest.mark.parametrize("first", ["bf16", "no"])
def test_the_precision_begun_with_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, first: str
) -> None:
    chosen = "medkg.extraction.training.loop._precision"
    monkeypatch.setattr(chosen, lambda: first)
    begun = Line([0.1])
    run(begun, tmp_path, epochs=1)
    monkeypatch.setattr(chosen, lambda: "no" if first == "bf16" else "bf16")
    continued = Line([0.2])
    run(continued, tmp_path, epochs=2)
    assert set(begun.in_bf16) == set(continued.in_bf16) == {first == "bf16"}


def test_a_checkpoint_puts_the_generators_of_gpus_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    states = [torch.tensor([3], dtype=torch.uint8), torch.tensor([5], dtype=torch.uint8)]
    model = nn.Linear(1, 1)
    optimizer = torch.optim.AdamW(model.parameters())
    checkpoint, restored = Checkpoint(tmp_path, "same"), dict[int, int]()
    with monkeypatch.context() as patched:
        patched.setattr(torch.cuda, "is_available", lambda: True)
        patched.setattr(torch.cuda, "get_rng_state_all", lambda: states)
        patched.setattr(torch.cuda, "device_count", lambda: 1)
        patched.setattr(
            torch.cuda,
            "set_rng_state",
            lambda state, number: restored.update({number: int(state)}),
        )
        checkpoint.save(model, model, optimizer, Position(), precision="no")
        drawn = torch.rand(3)
        _, random = checkpoint.load(model, model, optimizer)
        assert random is not None
        random.restore()
    assert torch.equal(torch.rand(3), drawn)
    assert restored == {0: 3}
