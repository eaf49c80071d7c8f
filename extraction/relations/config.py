"""The configuration of a relation model's training, read from TOML."""

import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from medkg.extraction.relations.augment import Augmentation
from medkg.extraction.relations.corpora.corpus import RelationCorpus
from medkg.extraction.relations.windows import LONGEST
from medkg.extraction.training.configuration import (
    corpus_path,
    encoder_folder,
    known_settings,
    only_known,
    without_loop,
)
from medkg.extraction.training.held_out import HeldOutFile, held_out_files
from medkg.extraction.training.settings import LoopSettings

LOOP = LoopSettings(epochs=8, warmup=0.06, averaging=0.99)
"""The loop's settings where the configuration does not say otherwise."""


@dataclass(frozen=True, slots=True)
class RelationTrainingConfig:
    """How to train a relation model.

    ``output`` is the folder of the finished model, ``work`` that of checkpoints and record. ``encoder`` is a
    Hugging Face BERT folder or that of a mention model, whose encoder is taken (None: the installed MiniLM;
    in TOML ``"mentions"`` is the shipped mention model). A batch holds about ``batch_pieces`` word pieces.
    ``rate`` is the encoder's learning rate, ``head_rate`` that of everything above it. ``selection`` weights
    the predicates' development F1 when the best epoch is chosen. ``withheld`` predicates are learnt but
    never given out: what only one kind of text teaches is invented in others. ``freeze_words`` leaves the
    word embeddings as they were pretrained.
    """

    corpora: tuple[RelationCorpus, ...]
    output: Path
    work: Path
    encoder: Path | None = None
    held_out: tuple[HeldOutFile, ...] = ()
    batch_pieces: int = 1280
    window: int = LONGEST
    rate: float = 1.5e-4
    head_rate: float = 4e-4
    augmentation: Augmentation = field(default_factory=Augmentation)
    selection: dict[str, float] = field(default_factory=lambda: {"CAUSES": 1.0})
    withheld: tuple[str, ...] = ()
    freeze_words: bool = True
    loop: LoopSettings = LOOP

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "RelationTrainingConfig":
        """The configuration in a TOML file; paths of corpora count from ``root`` (None: the file's folder),
        those that begin with ``./`` from the file's folder.

        ``output`` and ``work`` count from the working folder. The loop's settings stand among the others.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed, a value out of its range, or
                no corpora.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        base = root or path.parent
        only_known(content, known_settings(cls), f"{path}")
        corpora = tuple(_corpus(table, base, path) for table in content.pop("corpora", ()))
        if not corpora:
            raise ValueError(f"{path}: at least one [[corpora]] table is required")
        augmentation = content.pop("augmentation", {})
        only_known(augmentation, _names(Augmentation), f"{path} [augmentation]")
        content, loop = without_loop(content, LOOP)
        output = Path(content.pop("output"))
        return cls(
            corpora=corpora,
            output=output,
            work=Path(content.pop("work", output.with_name(output.name + ".work"))),
            encoder=encoder_folder(content.pop("encoder", None), base),
            held_out=held_out_files(content.pop("held_out", ()), base, f"{path}"),
            augmentation=Augmentation(**augmentation),
            withheld=tuple(content.pop("withheld", ())),
            loop=loop,
            **content,
        )


def _corpus(table: dict[str, Any], base: Path, path: Path) -> RelationCorpus:
    only_known(table, _names(RelationCorpus), f"{path} [[corpora]]")
    given: dict[str, Any] = {**table, "path": corpus_path(table["path"], base, path)}
    lists: dict[str, Any] = {
        name: tuple(given[name]) for name in ("predicates", "unrelated") if name in given
    }
    return RelationCorpus(**(given | lists))


def _names(kind: type) -> list[str]:
    return [item.name for item in fields(kind)]
