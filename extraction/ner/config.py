"""The configuration of a mention model's training, read from TOML."""

import tomllib
from dataclasses import dataclass, field, fields
from math import inf
from pathlib import Path
from typing import Any

from medkg.extraction.folds import Fold
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.ner.noise import Noise
from medkg.extraction.training.configuration import (
    corpus_path,
    encoder_folder,
    known_settings,
    only_known,
    without_loop,
)
from medkg.extraction.training.settings import LoopSettings


@dataclass(frozen=True, slots=True)
class Corpus:
    """An annotated corpus: its file or folder, format, guideline, and the share of it seen in each epoch.

    ``members`` is a glob of the files read in a folder or archive. ``development`` is the number of
    documents set aside to choose the epoch with, ``test`` the fold that is left for measuring.
    """

    name: str
    path: Path
    format: str
    guideline: Guideline
    members: str = "*"
    share: float = 1.0
    development: int = 0
    test: Fold | None = None


@dataclass(frozen=True, slots=True)
class NerTrainingConfig:
    """How to train a mention model.

    ``output`` is the folder of the finished model, ``work`` that of checkpoints, record and curves.
    ``encoder`` is a Hugging Face encoder folder or that of a mention model, which is trained on (None: the
    installed MiniLM; in TOML ``"mentions"`` is the shipped mention model). A batch holds about
    ``batch_pieces`` word pieces, in windows of at most ``window``. ``rate`` is the encoder's learning rate,
    ``fast_rate`` times it that of the tag projection and of the head. ``held_out`` are PubTator files none of
    whose documents may be trained on. ``notes`` invented notes are seen in each epoch.
    ``blend`` is the share of the trained weights in those that are kept; the rest is of the mention model
    that was trained on. ``r_drop`` is the weight of the distance between two passes with different dropout
    (0: one pass), ``mention_weight`` that of annotated words beside the others, ``focus`` the exponent of the
    focal loss (:mod:`medkg.extraction.ner.losses`).

    Raises:
        ValueError: for a number that is out of its range.
    """

    corpora: tuple[Corpus, ...]
    output: Path
    work: Path
    encoder: Path | None = None
    held_out: tuple[Path, ...] = ()
    batch_pieces: int = 1024
    window: int = 192
    rate: float = 2e-4
    fast_rate: float = 10.0
    notes: int = 0
    blend: float = 1.0
    r_drop: float = 0.0
    mention_weight: float = 1.0
    focus: float = 0.0
    noise: Noise = field(default_factory=Noise)
    loop: LoopSettings = field(default_factory=LoopSettings)

    def __post_init__(self) -> None:
        for name in ("r_drop", "focus"):
            if not 0 <= (value := getattr(self, name)) < inf:
                raise ValueError(f"{name} {value} is not allowed; at least 0 is required")
        if not 0 < self.mention_weight < inf:
            raise ValueError(f"mention_weight {self.mention_weight} is not allowed; more than 0 is required")

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "NerTrainingConfig":
        """The configuration in a TOML file; corpora's paths count from ``root`` (None: the file's folder),
        those that begin with ``./`` from the file's folder.

        ``output`` and ``work`` count from the working folder. The loop's settings stand among the others.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed, or a value out of its range.
        """
        return mention_config(tomllib.loads(path.read_text(encoding="utf-8")), path, root=root)


def mention_config(content: dict[str, Any], path: Path, *, root: Path | None) -> NerTrainingConfig:
    """As :meth:`NerTrainingConfig.read`, of the tables read from ``path``."""
    base = root or path.parent
    only_known(content, known_settings(NerTrainingConfig), f"{path}")
    content, loop = without_loop(content, LoopSettings())
    corpora = tuple(_corpus(table, base, path) for table in content.pop("corpora", ()))
    if not corpora:
        raise ValueError(f"{path}: at least one [[corpora]] table is required")
    noise = content.pop("noise", {})
    only_known(noise, [item.name for item in fields(Noise)], f"{path} [noise]")
    output = Path(content.pop("output"))
    return NerTrainingConfig(
        corpora=corpora,
        output=output,
        work=Path(content.pop("work", output.with_name(output.name + ".work"))),
        encoder=encoder_folder(content.pop("encoder", None), base),
        held_out=tuple(base / held for held in content.pop("held_out", ())),
        noise=Noise(**noise),
        loop=loop,
        **content,
    )


def _corpus(table: dict[str, Any], base: Path, path: Path) -> Corpus:
    known = {item.name for item in fields(Corpus)} - {"guideline"} | {"types", "unmarked"}
    only_known(table, sorted(known), f"{path} [[corpora]]")
    types = {name: tuple(ours) for name, ours in table.pop("types").items()}
    guideline = Guideline(types, tuple(table.pop("unmarked", ())))
    test = table.pop("test", None)
    return Corpus(
        path=corpus_path(table.pop("path"), base, path),
        guideline=guideline,
        test=Fold.parse(test) if test else None,
        **table,
    )
