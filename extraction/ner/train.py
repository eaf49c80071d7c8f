"""Training a mention model."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.split import read_corpora
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.ner.temperature import fit_temperature
from medkg.extraction.ner.weights import initial_model, save_model
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.record import EpochRecord, best_epoch


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A run: its epochs, the number of the best one, documents trained on and dropped as standing in a
    held-out set, by corpus, and the temperature.
    """

    epochs: tuple[EpochRecord, ...]
    best: int
    documents: dict[str, int]
    dropped: dict[str, int]
    temperature: float


def train(config: NerTrainingConfig, *, progress: Progress = silent) -> TrainingRecord:
    """Trains, keeps the epoch best on development documents, and saves the model in ``config.output``.

    Killed and started again it goes on from its last checkpoint in ``config.work`` and ends with the same
    weights.
    """
    encoder = base_encoder(config.encoder)
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    torch.manual_seed(config.loop.seed)
    model = initial_model(encoder)
    corpora = read_corpora(config)
    task = MentionTask(model, corpora, config, tokenizer=tokenizer, lexicon=Lexicon.load())
    epochs = Loop(task, config.loop, config.work, progress=progress).run()
    record = _record(epochs, corpora, fit_temperature(task.tagger(model), corpora))
    _save(model.cpu(), encoder, config, record)
    return record


def _record(
    epochs: Sequence[EpochRecord], corpora: Sequence[SplitCorpus], temperature: float
) -> TrainingRecord:
    return TrainingRecord(
        tuple(epochs),
        best_epoch(epochs).epoch,
        {split.corpus.name: len(split.training) for split in corpora},
        {split.corpus.name: split.dropped for split in corpora},
        temperature,
    )


def _save(model: TokenClassifier, encoder: Path, config: NerTrainingConfig, record: TrainingRecord) -> None:
    settings = {"window": config.window, "temperature": record.temperature}
    text = json.dumps(asdict(record), indent=2) + "\n"
    save_model(model, config.output, encoder=encoder, settings=settings, record=text)
