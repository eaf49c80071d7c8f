"""The configuration of a distillation, read from TOML."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from medkg.extraction.ner.config import NerTrainingConfig, mention_config
from medkg.extraction.training.configuration import corpus_path, only_known

_NUMBERS = ("temperature", "weight", "share", "documents", "longest")


@dataclass(frozen=True, slots=True)
class Distillation:
    """What is learnt from the teacher.

    ``texts`` are files, folders or archives of plain documents of any format that is read; of a text of more
    than ``longest`` characters (0: of none) a passage is taken. The first ``documents`` of them in the order
    of a hash of their ids (0: all) are given to the teacher, and a ``share`` of these is seen in each epoch.
    ``temperature`` softens both models' probabilities; ``weight`` is what a word of the teacher's counts
    against one that is annotated.
    """

    texts: tuple[Path, ...]
    documents: int = 0
    longest: int = 0
    share: float = 1.0
    temperature: float = 2.0
    weight: float = 1.0

    def __post_init__(self) -> None:
        counts = (self.documents, self.longest)
        if self.temperature <= 0 or self.weight < 0 or not 0 < self.share <= 1 or min(counts) < 0:
            given = ", ".join(f"{name} {getattr(self, name)}" for name in _NUMBERS)
            raise ValueError(
                f"{given} are not allowed; temperature above 0, weight, documents and longest from 0, "
                "share above 0 up to 1 are"
            )


@dataclass(frozen=True, slots=True)
class DistillationConfig:
    """The student's own training, with what it learns from the teacher beside it."""

    student: NerTrainingConfig
    teaching: Distillation

    def __post_init__(self) -> None:
        if self.student.r_drop:
            raise ValueError(f"r_drop {self.student.r_drop} is not allowed beside a teacher; 0 is required")

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "DistillationConfig":
        """The configuration in a TOML file: that of a mention model's training with a table ``[teacher]``.

        Paths count from ``root`` (None: the file's folder), those that begin with ``./`` from the file's
        folder.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed, a value out of its range, or
                no texts.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        table = content.pop("teacher", {})
        only_known(table, [item.name for item in fields(Distillation)], f"{path} [teacher]")
        if not table.get("texts"):
            raise ValueError(f"{path} [teacher]: texts, a list of at least one file or folder, is required")
        texts = tuple(corpus_path(name, root or path.parent, path) for name in table.pop("texts"))
        return cls(mention_config(content, path, root=root), Distillation(texts, **table))
