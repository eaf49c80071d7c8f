"""Training the encoder of names."""

import json
from dataclasses import asdict, dataclass

import torch

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.training.basis import basis
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.processes import is_first
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.record import EpochRecord, best_epoch
from medkg.linking.index.ensure import ensure_index
from medkg.linking.index.index import Index
from medkg.linking.meaning.config import NamesTrainingConfig
from medkg.linking.meaning.folder import save_encoder
from medkg.linking.meaning.model import begun
from medkg.linking.meaning.synonyms import Synonyms
from medkg.linking.meaning.task import NamesTask, piece_counts


@dataclass(frozen=True, slots=True)
class NamesRecord:
    """A run: its epochs, the number of the best one, names learnt from and held out."""

    epochs: tuple[EpochRecord, ...]
    best: int
    names: int
    held_out: int


def train(config: NamesTrainingConfig, *, progress: Progress = silent) -> NamesRecord:
    """Trains on the synonyms of an index and saves the best epoch's encoder in ``config.output``.

    Killed and started again it goes on from its last checkpoint in ``config.work``.

    Raises:
        IndexMissingError: if ``config.index`` holds no index.
        ValueError: if no concept of it has two names.
    """
    base = base_encoder(config.encoder)
    tokenizer = load_tokenizer(base)
    synonyms = Synonyms.of(Index.open(config.index or ensure_index()))
    pieces, counts = piece_counts(tokenizer, synonyms.names)
    torch.manual_seed(config.loop.seed)
    model = begun(base, counts, width=config.width)
    task = NamesTask(model, synonyms, pieces, config)
    known = basis(config, synonyms.names)
    epochs = Loop(task, config.loop, config.work, basis=known, progress=progress).run()
    held_out = int(synonyms.asked.sum())
    record = NamesRecord(epochs, best_epoch(epochs).epoch, len(synonyms.names) - held_out, held_out)
    if is_first():
        text = json.dumps(asdict(record), indent=2) + "\n"
        save_encoder(model.cpu().table(), config.output, base=base, record=text)
    return record
