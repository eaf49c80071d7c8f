"""The loop over epochs: CUDA, several GPUs by accelerate, or CPU; in bf16 where the hardware knows it."""

import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, Generic

import torch
from accelerate import Accelerator, state

from medkg.extraction.training.adversary import Adversary
from medkg.extraction.training.average import Average
from medkg.extraction.training.checkpoint import Checkpoint, Position
from medkg.extraction.training.curves import draw_curves
from medkg.extraction.training.processes import is_first
from medkg.extraction.training.processor import knows_bf16
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.random_state import RandomState
from medkg.extraction.training.record import EpochRecord, best_epoch
from medkg.extraction.training.settings import LoopSettings, rate_share
from medkg.extraction.training.task import Batch, Batches, Evaluation, Task

_LARGEST_NORM = 1.0


class Loop(Generic[Batch]):
    """Trains a task's model, in checkpoints under ``folder``.

    Killed at any moment and started again, it goes on from its last checkpoint and ends with the same
    weights; ``basis`` tells what they depend on (:mod:`medkg.extraction.training.basis`). Run under
    ``accelerate launch`` it spreads each epoch's batches over the processes.

    Raises:
        ValueError: for a checkpoint of another basis or of an earlier version.
    """

    def __init__(
        self,
        task: Task[Batch],
        settings: LoopSettings,
        folder: Path,
        *,
        basis: str,
        progress: Progress = silent,
    ) -> None:
        self._task, self._settings, self._folder = task, settings, folder
        self._progress = progress if is_first() else silent
        if settings.threads:
            torch.set_num_threads(settings.threads)
        self._checkpoint = Checkpoint(folder, basis)
        self._accelerator = _accelerator(self._checkpoint.precision() or _precision())
        task.model.to(self._accelerator.device)
        self._average = Average(task.model, settings.averaging)
        self._adversary = Adversary(task.model, settings.adversarial) if settings.adversarial else None
        self._optimizer = _optimizer(task, settings)

    def run(self) -> tuple[EpochRecord, ...]:
        """Trains to the end and leaves the best epoch's averaged weights in the task's model.

        Raises:
            ValueError: for an epoch in which a process has nothing to train on, or a checkpoint of another
                model.
        """
        position, random_state = self._checkpoint.load(self._task.model, self._average.model, self._optimizer)
        model, optimizer = self._accelerator.prepare(self._task.model, self._optimizer)
        while not self._ended(position.records):
            position = self._epoch(model, optimizer, position, random_state)
            random_state = None
        self._accelerator.wait_for_everyone()
        self._accelerator.unwrap_model(model, keep_fp32_wrapper=False)
        self._checkpoint.load_best(self._task.model)
        self._task.model.eval()
        return position.records

    def _ended(self, records: Sequence[EpochRecord]) -> bool:
        if len(records) >= self._settings.epochs:
            return True
        patience = self._settings.patience
        return bool(patience and records) and len(records) - best_epoch(records).epoch >= patience

    def _epoch(
        self, model: Any, optimizer: Any, position: Position, random_state: RandomState | None
    ) -> Position:
        epoch = len(position.records)
        torch.manual_seed(self._settings.epoch_seed(epoch))
        self._progress(f"epoch {epoch + 1}: reading", 0, None)
        batches = self._task.batches(epoch)
        if random_state is not None and position.done:
            random_state.restore()
        position = self._train(model, optimizer, batches, position)
        self._progress(f"epoch {epoch + 1}: measuring", 0, None)
        record = _record(position, self._task.evaluate(self._average.model.eval()))
        records = (*position.records, record)
        position = Position(records, position.steps)
        if is_first():
            if best_epoch(records) is record:
                self._checkpoint.save_best(self._average.model)
            self._save(position)
            draw_curves(records, self._folder / "curves.png")
        self._progress(f"epoch {epoch + 1}: {_told(record)}", epoch + 1, self._settings.epochs)
        return position

    def _train(self, model: Any, optimizer: Any, batches: Batches[Batch], position: Position) -> Position:
        epoch, saved = len(position.records), time.monotonic()
        steps = self._steps(len(batches))
        if not steps:
            raise ValueError(
                f"epoch {epoch + 1} has {len(batches)} batches of documents to train on; at least "
                f"{self._accelerator.num_processes} are required, one for each process"
            )
        model.train()
        for number in range(position.done, len(steps)):
            started = time.monotonic()
            self._set_rate((epoch + number / len(steps)) / self._settings.epochs)
            taken = [batches[index] for index in steps[number]]
            loss = self._step(model, optimizer, taken)
            self._average.step(position.steps)
            now = time.monotonic()
            position = replace(
                position,
                steps=position.steps + 1,
                done=number + 1,
                loss=position.loss + loss,
                pieces=position.pieces + sum(map(self._task.pieces, taken)),
                seconds=position.seconds + now - started,
            )
            if now - saved > self._settings.checkpoint_seconds:
                self._save(position)
                saved = now
            self._progress(f"epoch {epoch + 1}", number + 1, len(steps))
        return position

    def _step(self, model: Any, optimizer: Any, batches: Sequence[Batch]) -> float:
        """One step of the optimiser over accumulated batches; their mean loss."""
        total = self._learn(model, batches, last=self._adversary is None)
        if self._adversary:
            with self._adversary.moved():
                self._learn(model, batches, last=True)
        self._accelerator.clip_grad_norm_(model.parameters(), _LARGEST_NORM)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        return total

    def _learn(self, model: Any, batches: Sequence[Batch], *, last: bool) -> float:
        """Adds the gradients of the batches' mean loss; ``last`` says that the processes then share them."""
        total = 0.0
        for number, batch in enumerate(batches, 1):
            shared = last and number == len(batches)
            with nullcontext() if shared else self._accelerator.no_sync(model):
                with self._accelerator.autocast():
                    loss = self._task.loss(model, batch) / len(batches)
                self._accelerator.backward(loss)
            total += float(loss.detach())
        return total

    def _set_rate(self, done: float) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = group["full"] * rate_share(done, self._settings.warmup)

    def _save(self, position: Position) -> None:
        if is_first():
            self._checkpoint.save(
                self._task.model,
                self._average.model,
                self._optimizer,
                position,
                precision=self._accelerator.mixed_precision,
            )

    def _steps(self, batches: int) -> list[range]:
        """The numbers of this process's batches, as many as every other's, in the groups that make a step."""
        processes, size = self._accelerator.num_processes, self._settings.accumulation
        whole = batches // processes * processes
        mine = range(whole)[self._accelerator.process_index :: processes]
        return [mine[start : start + size] for start in range(0, len(mine), size)]


def _record(position: Position, evaluation: Evaluation) -> EpochRecord:
    return EpochRecord(
        epoch=len(position.records) + 1,
        loss=position.loss / max(1, position.done),
        selection=evaluation.selection,
        development=evaluation.scores,
        seconds=position.seconds,
        pieces_per_second=position.pieces / max(position.seconds, 1e-9),
    )


def _told(record: EpochRecord) -> str:
    return "not measured" if record.selection is None else f"development {record.selection:.3f}"


def _precision() -> str:
    return "bf16" if knows_bf16("cuda" if torch.cuda.is_available() else "cpu") else "no"


def _accelerator(precision: str) -> Accelerator:
    """An accelerator of this precision, whatever that of an earlier training in the process was."""
    state.AcceleratorState._reset_state()
    return Accelerator(cpu=not torch.cuda.is_available(), mixed_precision=precision)


def _optimizer(task: Task[Batch], settings: LoopSettings) -> torch.optim.Optimizer:
    groups = [
        {"params": list(group.parameters), "lr": group.rate, "full": group.rate} for group in task.groups()
    ]
    return torch.optim.AdamW(groups, weight_decay=settings.weight_decay, fused=True)
