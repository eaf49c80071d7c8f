"""The configuration of pretraining, read from TOML."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from medkg.extraction.folds import Fold
from medkg.extraction.training.configuration import corpus_path, known_settings, only_known, without_loop
from medkg.extraction.training.held_out import HeldOutFile, held_out_files
from medkg.extraction.training.settings import LoopSettings

LOOP = LoopSettings(epochs=1, warmup=0.06)
"""The loop's settings where the configuration does not say otherwise."""
DEVELOPMENT = Fold(1, 200)
"""The documents that measure, where the configuration does not say otherwise."""


@dataclass(frozen=True, slots=True)
class PretrainingConfig:
    """How to pretrain an encoder on plain text.

    ``texts`` are files, folders or archives of any format that is read. ``output`` is the folder of the
    finished encoder, ``work`` that of pieces, checkpoints and curves. ``encoder`` is a Hugging Face encoder
    folder (None: the installed MiniLM). Documents of ``held_out`` files are left out; those in the fold
    ``development`` measure how many masked pieces are found again. An epoch takes windows of at most
    ``window`` pieces, ``pieces`` of them in all (0: every text once). A share ``masked`` of words is hidden.
    """

    texts: tuple[Path, ...]
    output: Path
    work: Path
    encoder: Path | None = None
    held_out: tuple[HeldOutFile, ...] = ()
    development: Fold = DEVELOPMENT
    pieces: int = 0
    window: int = 128
    batch_pieces: int = 2048
    masked: float = 0.15
    rate: float = 2e-4
    loop: LoopSettings = field(default_factory=lambda: LOOP)

    def __post_init__(self) -> None:
        if not 0 < self.masked < 1:
            raise ValueError(f"masked {self.masked} is not allowed; more than 0 and less than 1 is required")

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "PretrainingConfig":
        """The configuration in a TOML file; its paths count from ``root`` (None: the file's folder), those
        that begin with ``./`` from the file's folder.

        ``output`` and ``work`` count from the working folder. The loop's settings stand among the others.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed, a value out of its range, or
                no texts.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        base = root or path.parent
        only_known(content, known_settings(cls), f"{path}")
        if not content.get("texts"):
            raise ValueError(f"{path}: texts, a list of at least one file or folder, is required")
        content, loop = without_loop(content, LOOP)
        fold = content.pop("development", None)
        output, encoder = Path(content.pop("output")), content.pop("encoder", None)
        return cls(
            texts=tuple(corpus_path(name, base, path) for name in content.pop("texts")),
            output=output,
            work=Path(content.pop("work", output.with_name(output.name + ".work"))),
            encoder=corpus_path(encoder, base, path) if encoder else None,
            held_out=held_out_files(content.pop("held_out", ()), base, path),
            development=Fold.parse(fold) if fold else DEVELOPMENT,
            loop=loop,
            **content,
        )
