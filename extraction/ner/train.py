"""Training a mention model."""

import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import torch
from tokenizers import Tokenizer

from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.batches import pad, shuffled
from medkg.extraction.ner.checkpoint import Checkpoint
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.development import Score, score
from medkg.extraction.ner.examples import Example, epoch_examples
from medkg.extraction.ner.model import TokenClassifier, marginal_loss
from medkg.extraction.ner.scorers import TorchScorer
from medkg.extraction.ner.split import read_corpora
from medkg.extraction.ner.tagger import Tagger
from medkg.extraction.ner.temperature import fit_temperature
from medkg.extraction.ner.weights import save_model

Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """One epoch: mean training loss per word, development scores by corpus, seconds, pieces per second."""

    epoch: int
    loss: float
    development: dict[str, Score]
    seconds: float
    pieces_per_second: float

    @property
    def mean_f1(self) -> float:
        """The mean of the corpora's development F1; 0 without development documents."""
        return float(np.mean([score.f1 for score in self.development.values()])) if self.development else 0.0


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A run: its epochs, the best one, documents dropped as standing in a held-out set, the temperature."""

    epochs: tuple[EpochRecord, ...]
    best: int
    documents: dict[str, int]
    dropped: dict[str, int]
    temperature: float


def train(config: NerTrainingConfig, *, progress: Progress | None = None) -> TrainingRecord:
    """Trains, keeps the epoch best on development documents, and saves the model in ``config.output``.

    Killed and started again it goes on after the last whole epoch and ends with the same weights:
    every epoch's randomness depends on the seed and its number alone. Checkpoints lie beside the output.
    """
    return _Run(config, progress or (lambda stage, done, total: None)).run()


class _Run:
    def __init__(self, config: NerTrainingConfig, progress: Progress) -> None:
        self._config = config
        self._progress = progress
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if config.threads:
            torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        encoder = base_encoder(config.encoder)
        self._encoder = encoder
        self._tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._lexicon = Lexicon.load()
        self._model = TokenClassifier.from_encoder(encoder).to(self._device)
        self._optimizer = _optimizer(self._model, config)
        self._corpora = read_corpora(config)

    def run(self) -> TrainingRecord:
        checkpoint = Checkpoint(self._config.output.with_name(self._config.output.name + ".checkpoint"))
        records = [_record(item) for item in checkpoint.load(self._model, self._optimizer)]
        for epoch in range(len(records), self._config.epochs):
            records.append(self._epoch(epoch))
            best = _best(records)
            checkpoint.save(
                self._model,
                self._optimizer,
                [asdict(record) for record in records],
                best=best == epoch,
            )
            scored = f"epoch {epoch + 1}: development F1 {records[-1].mean_f1:.3f}"
            self._progress(scored, epoch + 1, self._config.epochs)
        best = _best(records)
        checkpoint.load_best(self._model)
        return self._finish(records, best)

    def _finish(self, records: Sequence[EpochRecord], best: int) -> TrainingRecord:
        tagger = self._tagger()
        temperature = fit_temperature(tagger, self._corpora)
        record = TrainingRecord(
            tuple(records),
            best,
            {split.corpus.name: len(split.training) for split in self._corpora},
            {split.corpus.name: split.dropped for split in self._corpora},
            temperature,
        )
        settings = {"window": self._config.window, "temperature": temperature}
        save_model(self._model.cpu(), self._config.output, encoder=self._encoder, settings=settings)
        text = json.dumps(asdict(record), indent=2) + "\n"
        (self._config.output / "training.json").write_text(text, encoding="utf-8")
        return record

    def _epoch(self, epoch: int) -> EpochRecord:
        started = time.monotonic()
        seed = self._config.seed * 1000 + epoch
        torch.manual_seed(seed)
        self._progress(f"epoch {epoch + 1}: windows", 0, None)
        examples = epoch_examples(
            self._corpora, self._tokenizer, self._lexicon, longest=self._config.window, seed=seed
        )
        lengths = [len(example.window.ids) for example in examples]
        batches = shuffled(lengths, self._config.batch_pieces, random.Random(seed))
        losses = []
        self._model.train()
        for step, indices in enumerate(batches):
            share = (epoch + step / len(batches)) / self._config.epochs
            losses.append(self._step([examples[index] for index in indices], share))
            self._progress(f"epoch {epoch + 1}", step + 1, len(batches))
        seconds = time.monotonic() - started
        return EpochRecord(
            epoch, float(np.mean(losses)), self._development(), seconds, sum(lengths) / seconds
        )

    def _step(self, examples: Sequence[Example], share: float) -> float:
        batch = pad([example.window for example in examples])
        ids, mask, tags = (
            torch.from_numpy(array).to(self._device) for array in (batch.ids, batch.mask, batch.tags)
        )
        logits = self._model(ids, mask, tags)
        words = torch.cat([logits[row, example.window.firsts] for row, example in enumerate(examples)])
        allowed = torch.from_numpy(np.concatenate([example.allowed for example in examples])).to(self._device)
        loss = marginal_loss(words, allowed)
        factor = _factor(share, self._config.warmup)
        for group in self._optimizer.param_groups:
            group["lr"] = group["initial_lr"] * factor
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        return float(loss.detach())

    def _tagger(self) -> Tagger:
        return Tagger(TorchScorer(self._model), self._tokenizer, self._lexicon, longest=self._config.window)

    def _development(self) -> dict[str, Score]:
        tagger = self._tagger()
        scores = {}
        for split in self._corpora:
            if split.development:
                pairs = [(item.document, item.sentences) for item in split.development]
                scores[split.corpus.name] = score(
                    split.development, tagger.tag(pairs), split.corpus.guideline
                )
        return scores


def _optimizer(model: TokenClassifier, config: NerTrainingConfig) -> torch.optim.Optimizer:
    fast = [*model.tag_projection.parameters(), *model.head.parameters()]
    slow = list(model.encoder.parameters())
    groups = [{"params": slow, "lr": config.rate}, {"params": fast, "lr": config.rate * config.fast_rate}]
    for group in groups:
        group["initial_lr"] = group["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _factor(share: float, warmup: float) -> float:
    """Linear warm-up over the first ``warmup`` of training, then linear decay to 0."""
    return share / warmup if share < warmup else (1 - share) / (1 - warmup)


def _best(records: Sequence[EpochRecord]) -> int:
    return max(range(len(records)), key=lambda index: records[index].mean_f1)


def _record(item: dict[str, object]) -> EpochRecord:
    development = {name: Score(**values) for name, values in item["development"].items()}  # type: ignore[attr-defined]
    return EpochRecord(**(item | {"development": development}))  # type: ignore[arg-type]
