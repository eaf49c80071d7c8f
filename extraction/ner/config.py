"""The configuration of a mention model's training, read from TOML."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from medkg.extraction.folds import Fold
from medkg.extraction.ner.corpora import Guideline
from medkg.extraction.ner.noise import Noise
from medkg.extraction.readers import ANNOTATION_FORMATS
from medkg.extraction.training.configuration import corpus_path, encoder_folder, without_loop
from medkg.extraction.training.held_out import HELD_OUT, HeldOutFile, held_out_files
from medkg.extraction.training.ranges import (
    NOT_NEGATIVE,
    ONE_OR_MORE,
    POSITIVE,
    SHARE,
    Range,
    check_ranges,
)
from medkg.extraction.training.settings import LoopSettings
from medkg.extraction.training.tables import check_table, kinds_of, naming


@dataclass(frozen=True, slots=True)
class Corpus:
    """An annotated corpus: its file or folder, format, guideline, and the share of it seen in each epoch.

    ``members`` is a glob of the files read in a folder or archive. ``development`` is the number of
    documents set aside to choose the epoch with, ``test`` the fold that is left for measuring.

    Raises:
        ValueError: for a format that is not known or a number that is out of its range.
    """

    name: str
    path: Path
    format: str
    guideline: Guideline
    members: str = "*"
    share: float = 1.0
    development: int = 0
    test: Fold | None = None

    def __post_init__(self) -> None:
        if self.format not in ANNOTATION_FORMATS:
            allowed = ", ".join(ANNOTATION_FORMATS)
            raise ValueError(f"format {self.format!r} is not known; allowed: {allowed}")
        check_ranges(self, {"share": Range(most=1, open=True), "development": NOT_NEGATIVE})


@dataclass(frozen=True, slots=True)
class NerTrainingConfig:
    """How to train a mention model.

    ``output`` is the folder of the finished model, ``work`` that of checkpoints, record and curves.
    ``encoder`` is a Hugging Face encoder folder or that of a mention model, which is trained on (None: the
    installed MiniLM; in TOML ``"mentions"`` is the shipped mention model). A batch holds about
    ``batch_pieces`` word pieces, in windows of at most ``window``. ``rate`` is the encoder's learning rate,
    ``fast_rate`` times it that of the tag projection and of the head. ``held_out`` are annotated files none
    of whose documents may be trained on. ``notes`` invented notes are seen in each epoch.
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
    held_out: tuple[HeldOutFile, ...] = ()
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
        not_negative = ("rate", "fast_rate", "notes", "r_drop", "focus")
        check_ranges(
            self,
            dict.fromkeys(not_negative, NOT_NEGATIVE)
            | {
                "batch_pieces": ONE_OR_MORE,
                "window": Range(least=16),
                "blend": SHARE,
                "mention_weight": POSITIVE,
            },
        )

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "NerTrainingConfig":
        """The configuration in a TOML file; its paths count from ``root`` (None: the file's folder), those
        that begin with ``./`` from the file's folder.

        ``output`` and ``work`` count from the working folder. The loop's settings stand among the others.

        Raises:
            ValueError: for a key that is not known or missing, a value of another kind or out of its range,
                or no corpora, naming the file and the table, the key and what is allowed.
        """
        return mention_config(tomllib.loads(path.read_text(encoding="utf-8")), path, root=root)


def mention_config(content: dict[str, Any], path: Path, *, root: Path | None) -> NerTrainingConfig:
    """As :meth:`NerTrainingConfig.read`, of the tables read from ``path``."""
    base, place = root or path.parent, f"{path}"
    check_table(content, place, kinds_of(NerTrainingConfig) | {"held_out": HELD_OUT}, ["output"])
    corpora = tuple(
        _corpus(table, number, base, path) for number, table in enumerate(content.pop("corpora", ()), 1)
    )
    if not corpora:
        raise ValueError(f"{place}: at least one [[corpora]] table is required")
    held = held_out_files(content.pop("held_out", ()), base, path)
    noise = _noise(content.pop("noise", {}), f"{path} [noise]")
    output = Path(content.pop("output"))
    with naming(place):
        content, loop = without_loop(content, LoopSettings())
        return NerTrainingConfig(
            corpora=corpora,
            output=output,
            work=Path(content.pop("work", output.with_name(output.name + ".work"))),
            encoder=encoder_folder(content.pop("encoder", None), base, path),
            held_out=held,
            noise=noise,
            loop=loop,
            **content,
        )


def _noise(table: dict[str, Any], place: str) -> Noise:
    check_table(table, place, kinds_of(Noise))
    with naming(place):
        return Noise(**table)


def _corpus(table: dict[str, Any], number: int, base: Path, path: Path) -> Corpus:
    place = f"{path} [[corpora]] {table.get('name', number)}"
    kinds = kinds_of(Corpus) | {"types": dict[str, tuple[str, ...]], "unmarked": tuple[str, ...]}
    del kinds["guideline"]
    check_table(table, place, kinds, ("name", "path", "format", "types"))
    types = {name: tuple(ours) for name, ours in table.pop("types").items()}
    with naming(place):
        guideline = Guideline(types, tuple(table.pop("unmarked", ())))
        test = table.pop("test", None)
        return Corpus(
            path=corpus_path(table.pop("path"), base, path),
            guideline=guideline,
            test=Fold.parse(test) if test else None,
            **table,
        )
