"""Training a relation model."""

import copy
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from medkg.extraction.annotated import AnnotatedDocument
from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.readers import read_annotated
from medkg.extraction.relations.augment import Labelled, epoch_examples
from medkg.extraction.relations.base_weights import scorer_on
from medkg.extraction.relations.batch import INPUTS, pad
from medkg.extraction.relations.calibrate import calibrate
from medkg.extraction.relations.checkpoint import Checkpoint
from medkg.extraction.relations.config import RelationTrainingConfig
from medkg.extraction.relations.development import Score, best_score, judge
from medkg.extraction.relations.export import save_model
from medkg.extraction.training.guard import Guard
from medkg.extraction.relations.mixing import joined
from medkg.extraction.relations.record import Calibration, CorpusRecord, EpochRecord, TrainingRecord
from medkg.extraction.relations.scorers import TorchScorer, by_length
from medkg.extraction.relations.signature import PREDICATES
from medkg.extraction.relations.split import Prepared, SplitCorpus, split_corpora

Progress = Callable[[str, int, int | None], None]


def train(config: RelationTrainingConfig, *, progress: Progress | None = None) -> TrainingRecord:
    """Trains, keeps the epoch that is best on development documents, and saves its model.

    Killed and started again it goes on after the last whole epoch and ends with the same weights: every
    epoch's randomness depends on the seed and its number alone. The record is ``config.work/record.json``.
    """
    return _Run(config, progress or (lambda stage, done, total: None)).run()


def guard(config: RelationTrainingConfig) -> Guard:
    """The guard against the configuration's held-out files."""
    items = (
        item
        for held in config.held_out
        for item in read_annotated(held.path, format=held.format, members=held.members)
    )
    return Guard.of(item.document for item in items if isinstance(item, AnnotatedDocument))


def load_tokenizer(config: RelationTrainingConfig) -> Tokenizer:
    """The encoder's tokenizer, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(base_encoder(config.encoder) / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _mask_id(tokenizer: Tokenizer) -> int:
    mask_id = tokenizer.token_to_id("[MASK]")
    if mask_id is None:
        raise ValueError("the encoder's tokenizer has no piece [MASK]; that of a BERT is required")
    return mask_id


class _Run:
    def __init__(self, config: RelationTrainingConfig, progress: Progress) -> None:
        self._config = config
        self._progress = progress
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        if config.threads:
            torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self._tokenizer = load_tokenizer(config)
        self._mask_id = _mask_id(self._tokenizer)
        self._model = scorer_on(base_encoder(config.encoder)).to(self._device)
        if config.freeze_words:
            self._model.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self._average = copy.deepcopy(self._model).eval()
        self._optimizer = torch.optim.AdamW(self._groups(), weight_decay=config.weight_decay)
        self._checkpoint = Checkpoint(config.work)

    def run(self) -> TrainingRecord:
        config = self._config
        splits = split_corpora(config.corpora, guard(config), self._tokenizer, longest=config.window)
        records = self._checkpoint.load(self._model, self._average, self._optimizer)
        for epoch in range(len(records), config.epochs):
            record = asdict(self._epoch(epoch, splits))
            best = all(record["selection"] > earlier["selection"] for earlier in records)
            records.append(record)
            self._checkpoint.save(self._model, self._average, self._optimizer, records, best=best)
        return self._finish(splits, records)

    def _finish(self, splits: Sequence[SplitCorpus], records: list[dict[str, Any]]) -> TrainingRecord:
        config = self._config
        self._checkpoint.load_best(self._average)
        calibration = self._calibration(_development(splits))
        epochs = tuple(_epoch_record(record) for record in records)
        record = TrainingRecord(
            tuple(_corpus_record(split) for split in splits),
            epochs,
            max(epochs, key=lambda epoch: epoch.selection).epoch,
            calibration,
            asdict(config),
        )
        save_model(
            self._average.cpu(), config.output, encoder=base_encoder(config.encoder), calibration=calibration
        )
        record.write(config.work / "record.json")
        return record

    def _calibration(self, development: Sequence[Prepared]) -> dict[str, Calibration]:
        """The calibration of what is given out."""
        scorer = TorchScorer(self._average, self._device)
        config = self._config
        strangers = joined(development, longest=config.window, seed=config.seed)
        found = calibrate(judge(scorer, strangers), judge(scorer, development))
        return {name: item for name, item in found.items() if name not in config.withheld}

    def _epoch(self, epoch: int, splits: Sequence[SplitCorpus]) -> EpochRecord:
        config = self._config
        started = time.monotonic()
        torch.manual_seed(config.seed * 1000 + epoch)
        generator = random.Random(config.seed * 1000 + epoch)
        examples = epoch_examples(
            splits, config.augmentation, generator, mask_id=self._mask_id, longest=config.window
        )
        batches = list(_batches(examples, config.batch_pieces, generator))
        total, pieces = 0.0, 0
        self._model.train()
        for number, batch in enumerate(batches):
            self._set_rates((epoch + number / len(batches)) / config.epochs)
            total += self._step(batch)
            pieces += sum(len(item.example.ids) for item in batch)
            self._progress(f"epoch {epoch + 1}", number + 1, len(batches))
        trained = time.monotonic()
        scores = {
            name: best_score(judged)
            for name, judged in judge(TorchScorer(self._average, self._device), _development(splits)).items()
        }
        return EpochRecord(
            epoch=epoch + 1,
            loss=total / max(1, len(batches)),
            development=scores,
            selection=_selection(scores, config.selection),
            seconds=time.monotonic() - started,
            pieces_per_second=pieces / (trained - started),
        )

    def _step(self, batch: Sequence[Labelled]) -> float:
        padded = pad([item.example for item in batch])
        inputs = [torch.from_numpy(getattr(padded, name)).to(self._device) for name in INPUTS]
        loss = relation_loss(self._model(*inputs), batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        with torch.no_grad():
            for kept, new in zip(self._average.parameters(), self._model.parameters(), strict=True):
                if new.requires_grad:
                    kept.lerp_(new, 1 - self._config.averaging)
        return float(loss.detach())

    def _groups(self) -> list[dict[str, Any]]:
        """Parameters by learning rate: the encoder's, and all above it."""
        named = [item for item in self._model.named_parameters() if item[1].requires_grad]
        below = [parameter for name, parameter in named if name.startswith("encoder.")]
        above = [parameter for name, parameter in named if not name.startswith("encoder.")]
        config = self._config
        return [
            {"params": below, "lr": config.rate, "full": config.rate},
            {"params": above, "lr": config.head_rate, "full": config.head_rate},
        ]

    def _set_rates(self, done: float) -> None:
        """Linear warm-up, then linear decay; ``done`` is the share of the whole training."""
        warmup = self._config.warmup
        share = (done + 1e-3) / (warmup + 1e-3) if done < warmup else (1 - done) / (1 - warmup)
        for group in self._optimizer.param_groups:
            group["lr"] = group["full"] * share


def relation_loss(logits: Tensor, batch: Sequence[Labelled]) -> Tensor:
    """Mean binary cross-entropy of supervised pairs and predicates; logits (examples, pairs, predicates)."""
    parts = [
        functional.binary_cross_entropy_with_logits(
            logits[row, : len(item.labels)][mask := torch.from_numpy(item.mask).to(logits.device)],
            torch.from_numpy(item.labels).to(logits.device)[mask],
            reduction="sum",
        )
        for row, item in enumerate(batch)
    ]
    return torch.stack(parts).sum() / sum(int(item.mask.sum()) for item in batch)


def _batches(examples: Sequence[Labelled], pieces: int, generator: random.Random) -> Iterator[list[Labelled]]:
    """Batches of similar length in random order; lengths are blurred so that neighbours vary."""
    blurred = [max(1, round(len(item.example.ids) * generator.uniform(0.85, 1.15))) for item in examples]
    batches = by_length(blurred, pieces)
    generator.shuffle(batches)
    yield from ([examples[index] for index in batch] for batch in batches)


def _development(splits: Sequence[SplitCorpus]) -> list[Prepared]:
    return [document for split in splits for document in split.development]


def _selection(scores: dict[str, Score], weights: dict[str, float]) -> float:
    """The weighted mean of the predicates' F1."""
    known = {name: weight for name, weight in weights.items() if name in scores and name in PREDICATES}
    total = sum(known.values())
    return sum(weight * scores[name].f1 for name, weight in known.items()) / total if total else 0.0


def _epoch_record(record: dict[str, Any]) -> EpochRecord:
    scores = {
        name: score if isinstance(score, Score) else Score(**score)
        for name, score in record["development"].items()
    }
    return EpochRecord(**{**record, "development": scores})


def _corpus_record(split: SplitCorpus) -> CorpusRecord:
    return CorpusRecord(
        split.corpus.name,
        len(split.training),
        len(split.development),
        split.failures,
        split.leaked,
        split.without_pairs,
    )
