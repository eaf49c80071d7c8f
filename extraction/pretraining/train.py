"""Pretraining an encoder."""

import json
from dataclasses import asdict, dataclass

import torch

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.pretraining.masking import Vocabulary
from medkg.extraction.pretraining.model import MaskedModel, save_encoder
from medkg.extraction.pretraining.pieces import prepare
from medkg.extraction.pretraining.task import PretrainingTask
from medkg.extraction.training.basis import basis
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.processes import is_first
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.record import EpochRecord, best_epoch


@dataclass(frozen=True, slots=True)
class PretrainingRecord:
    """A run: its epochs, the number of the best one, word pieces of all texts, windows trained on."""

    epochs: tuple[EpochRecord, ...]
    best: int
    pieces: int
    windows: int


def pretrain(config: PretrainingConfig, *, progress: Progress = silent) -> PretrainingRecord:
    """Trains on masked words and saves the encoder of the best epoch in ``config.output``.

    Killed and started again it goes on from its last checkpoint in ``config.work``.

    Raises:
        ValueError: for an encoder that cannot be trained so, texts that are too short, or as
            :class:`~medkg.extraction.training.loop.Loop`.
    """
    base = base_encoder(config.encoder)
    torch.manual_seed(config.loop.seed)
    model = MaskedModel(base)
    tokenizer = load_tokenizer(base)
    pieces = prepare(config, tokenizer, progress)
    task = PretrainingTask(model, pieces, Vocabulary.of(tokenizer), config)
    known = basis(config, [pieces.digest()])
    epochs = Loop(task, config.loop, config.work, basis=known, progress=progress).run()
    record = PretrainingRecord(epochs, best_epoch(epochs).epoch, len(pieces.ids), len(pieces.training))
    text = json.dumps(asdict(record), indent=2) + "\n"
    if is_first():
        save_encoder(model.cpu(), config.output, base=base, record=text)
    return record
