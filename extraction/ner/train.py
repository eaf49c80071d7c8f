"""Training a mention model."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from medkg.extraction.document import Document
from medkg.extraction.encoder.base import base_encoder
from medkg.extraction.encoder.tokenizer import load_tokenizer
from medkg.extraction.lexicon.lexicon import Lexicon
from medkg.extraction.ner.calibrate import fit_confidence
from medkg.extraction.ner.confidence import Confidence
from medkg.extraction.ner.config import NerTrainingConfig
from medkg.extraction.ner.examples import SplitCorpus
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.split import held_out, read_corpora
from medkg.extraction.ner.task import MentionTask
from medkg.extraction.ner.threshold import fit_threshold
from medkg.extraction.ner.weights import initial_model, is_finished, save_model
from medkg.extraction.training.basis import basis
from medkg.extraction.training.loop import Loop
from medkg.extraction.training.processes import is_first
from medkg.extraction.training.progress import Progress, silent
from medkg.extraction.training.record import EpochRecord, best_epoch


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What makes the scores of a finished model, and the least at which a mention is given out."""

    confidence: Confidence
    threshold: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord(Calibrated):
    """A run: its epochs, the number of the best one, documents trained on and dropped as standing in a
    held-out set, by corpus, and its calibration.
    """

    epochs: tuple[EpochRecord, ...]
    best: int
    documents: dict[str, int]
    dropped: dict[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """All that a training needs: the model to train, its task, and what both are made of."""

    config: NerTrainingConfig
    encoder: Path
    tokenizer: Tokenizer
    lexicon: Lexicon
    model: TokenClassifier
    corpora: Sequence[SplitCorpus]
    task: MentionTask

    @property
    def held(self) -> list[Document]:
        """The documents that may not be trained on: of held-out files, and of development."""
        development = [item.document for split in self.corpora for item in split.development]
        return [*(item.document for item in held_out(self.config)), *development]


def prepare(config: NerTrainingConfig, *, encoder: Path | None = None) -> Prepared:
    """The encoder to train on (None: the configuration's), the corpora read and split.

    Raises:
        ValueError: if ``blend`` mixes in an encoder that is no mention model, or a corpus cannot be read.
    """
    encoder = base_encoder(encoder or config.encoder)
    if config.blend < 1 and not is_finished(encoder):
        raise ValueError(
            f"blend {config.blend} is not allowed with the encoder {encoder}, which is no mention model to "
            "keep a share of; 1 is required"
        )
    tokenizer = load_tokenizer(encoder)
    torch.manual_seed(config.loop.seed)
    model, lexicon = initial_model(encoder), Lexicon.load()
    corpora = read_corpora(config)
    task = MentionTask(model, corpora, config, tokenizer=tokenizer, lexicon=lexicon)
    return Prepared(config, encoder, tokenizer, lexicon, model, corpora, task)


def train(config: NerTrainingConfig, *, progress: Progress = silent) -> TrainingRecord:
    """Trains, keeps the epoch best on development documents, and saves the model in ``config.output``.

    Killed and started again it goes on from its last checkpoint in ``config.work`` and ends with the same
    weights.

    Raises:
        ValueError: as :func:`prepare` and :class:`~medkg.extraction.training.loop.Loop`.
    """
    prepared = prepare(config)
    known = basis(config, prepared.task.documents)
    loop = Loop(prepared.task, config.loop, config.work, basis=known, progress=progress)
    return finish(prepared, loop.run())


def finish(prepared: Prepared, epochs: Sequence[EpochRecord]) -> TrainingRecord:
    """Calibrates the trained model, saves it with its record, and gives the record."""
    corpora, model = prepared.corpora, prepared.model
    if prepared.config.blend < 1:
        _blend(model, initial_model(prepared.encoder), prepared.config.blend)
    confidence, threshold = calibrated(prepared)
    record = TrainingRecord(
        epochs=tuple(epochs),
        best=best_epoch(epochs).epoch,
        documents={split.corpus.name: len(split.training) for split in corpora},
        dropped={split.corpus.name: split.dropped for split in corpora},
        confidence=confidence,
        threshold=threshold,
    )
    if is_first():
        save(prepared, record)
    return record


def calibrated(prepared: Prepared) -> tuple[Confidence, float]:
    """The confidence and the least score of mentions, by development documents."""
    task, model, corpora = prepared.task, prepared.model, prepared.corpora
    confidence = fit_confidence(task.tagger(model), corpora)
    return confidence, fit_threshold(task.tagger(model, confidence=confidence), corpora)


def save(prepared: Prepared, record: Calibrated) -> None:
    """Writes the folder of the finished model, with ``record`` in it."""
    settings = {
        "window": prepared.config.window,
        "confidence": asdict(record.confidence),
        "threshold": record.threshold,
    }
    text = json.dumps(asdict(record), indent=2) + "\n"
    folder, encoder = prepared.config.output, prepared.encoder
    save_model(prepared.model.cpu(), folder, encoder=encoder, settings=settings, record=text)


def _blend(model: TokenClassifier, start: TokenClassifier, share: float) -> None:
    """Makes the weights ``share`` of what they are and the rest of what they were.

    A model between the two keeps what the first knew of other texts (Wortsman et al., 2022, Robust
    fine-tuning of zero-shot models).
    """
    trained, begun = model.state_dict(), start.state_dict()
    model.load_state_dict({name: torch.lerp(begun[name], trained[name].cpu(), share) for name in trained})
