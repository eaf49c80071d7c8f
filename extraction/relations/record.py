"""The record of a training run."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from medkg.extraction.relations.development import Score
from medkg.extraction.training.record import EpochRecord


@dataclass(frozen=True, slots=True)
class CorpusRecord:
    """Documents of a corpus: trained on, held out for development, failed to read, dropped as standing in a
    test or in development, dropped as holding no candidate pair.
    """

    name: str
    training: int
    development: int
    failures: int
    leaked: int
    without_pairs: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns a predicate's logit into a probability and a decision, and how well it does so.

    The probability is sigmoid((logit - ``offset``) / ``temperature``); pairs of at least ``threshold`` are
    taken. ``across`` is the calibration of pairs that no sentence holds; without it none of them is taken.
    """

    temperature: float
    offset: float
    threshold: float
    expected_error: float
    score: Score
    across: "Calibration | None" = None


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """A run: its corpora, its epochs, the number of the best one, and each predicate's calibration."""

    corpora: tuple[CorpusRecord, ...]
    epochs: tuple[EpochRecord, ...]
    best: int
    calibration: dict[str, Calibration]
    settings: dict[str, object]

    def write(self, path: Path) -> None:
        """Writes the record as JSON, aside and then renamed."""
        aside = path.with_name(path.name + ".aside")
        aside.write_text(json.dumps(asdict(self), indent=2, default=str) + "\n", encoding="utf-8")
        aside.replace(path)
