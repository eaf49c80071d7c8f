"""Training a relation model."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from tokenizers import Tokenizer

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.relations.base_weights import scorer_on
from medkg.extraction.relations.calibrate import calibrate
from medkg.extraction.relations.config import RelationTrainingConfig
from medkg.extraction.relations.development import judge
from medkg.extraction.relations.export import save_model
from medkg.extraction.relations.mixing import joined
from medkg.extraction.relations.model import RelationScorer
from medkg.extraction.relations.record import Calibration, CorpusRecord, TrainingRecord
from medkg.extraction.relations.scorers import TorchScorer
from medkg.extraction.relations.split import Prepared, SplitCorpus, split_corpora
from medkg.extraction.relations.task import RelationTask
from medkg.extraction.training.basis import basis
from medkg.extraction.training.held_out import guard_of
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.processes import is_first
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.record import EpochRecord, best_epoch


def train(config: RelationTrainingConfig, *, progress: Progress = silent) -> TrainingRecord:
    """Trains, keeps the epoch that is best on development documents, and saves its model.

    Killed and started again it goes on from its last checkpoint in ``config.work`` and ends with the same
    weights. The record is ``config.work/record.json``.

    Raises:
        ValueError: if no corpus has development documents, the tokenizer has no piece [MASK], or as
            :class:`~medkg.extraction.training.loop.Loop`.
    """
    encoder = base_encoder(config.encoder)
    torch.manual_seed(config.loop.seed)
    model = scorer_on(encoder)
    splits, task = prepare(model, config, encoder=encoder)
    known = basis(config, task.documents)
    epochs = Loop(task, config.loop, config.work, basis=known, progress=progress).run()
    found = calibration(model.cpu(), task.development, config)
    record = _record(splits, epochs, found, config)
    if is_first():
        save_model(model, config.output, encoder=encoder, calibration=found)
        record.write(config.work / "record.json")
    return record


def prepare(
    model: RelationScorer, config: RelationTrainingConfig, *, encoder: Path
) -> tuple[list[SplitCorpus], RelationTask]:
    """The corpora of ``config``, split, and what is to be learnt from them; ``encoder`` has the tokenizer.

    Raises:
        ValueError: if no corpus has development documents, or the tokenizer has no piece [MASK].
    """
    tokenizer = load_tokenizer(encoder)
    mask_id = _mask_id(tokenizer)
    splits = split_corpora(config.corpora, guard_of(config.held_out), tokenizer, longest=config.window)
    _require_development(splits)
    return splits, RelationTask(model, splits, config, mask_id=mask_id)


def _mask_id(tokenizer: Tokenizer) -> int:
    mask_id = tokenizer.token_to_id("[MASK]")
    if mask_id is None:
        raise ValueError("the encoder's tokenizer has no piece [MASK]; that of a BERT is required")
    return mask_id


def _require_development(splits: Sequence[SplitCorpus]) -> None:
    if not any(split.development for split in splits):
        given = ", ".join(f"{split.corpus.name}: hold_out = {split.corpus.hold_out}" for split in splits)
        raise ValueError(
            f"no corpus has development documents that hold a pair to judge ({given}), and without "
            "thresholds the model would never give a relation; hold_out of at least 1 is required in one of "
            "[[corpora]]"
        )


def calibration(
    model: RelationScorer, development: Sequence[Prepared], config: RelationTrainingConfig
) -> dict[str, Calibration]:
    """The calibration of what is given out."""
    scorer = TorchScorer(model, "cpu")
    strangers = joined(development, longest=config.window, seed=config.loop.seed)
    found = calibrate(judge(scorer, strangers), judge(scorer, development))
    return {name: item for name, item in found.items() if name not in config.withheld}


def _record(
    splits: Sequence[SplitCorpus],
    epochs: tuple[EpochRecord, ...],
    calibration: dict[str, Calibration],
    config: RelationTrainingConfig,
) -> TrainingRecord:
    return TrainingRecord(
        tuple(_corpus_record(split) for split in splits),
        epochs,
        best_epoch(epochs).epoch,
        calibration,
        asdict(config),
    )


def _corpus_record(split: SplitCorpus) -> CorpusRecord:
    return CorpusRecord(
        split.corpus.name,
        len(split.training),
        len(split.development),
        split.failures,
        split.leaked,
        split.without_pairs,
    )
