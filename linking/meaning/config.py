"""The configuration of a training of the encoder of names, read from TOML."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from medkg.extraction.training.configuration import known_settings, only_known, without_loop
from medkg.extraction.training.settings import LoopSettings

LOOP = LoopSettings(epochs=10, warmup=0.02, weight_decay=0.0)
"""The loop's settings where the configuration does not say otherwise."""


@dataclass(frozen=True, slots=True)
class NamesTrainingConfig:
    """How to train an encoder of names.

    ``output`` is the folder of the finished encoder, ``work`` that of checkpoints, record and curves.
    ``index`` is the folder of a compiled index whose names are learnt (None: that of the installed packages
    and the user's vocabularies); ``encoder`` a Hugging Face encoder folder that word pieces and their first
    vectors are taken from (None: the installed MiniLM). Vectors have ``width`` numbers. A batch holds
    ``pairs`` pairs of synonyms, an epoch at most ``most`` names of each concept; a share ``dropped`` of the
    pieces of names is not seen. A share ``alike`` of the pairs stand in batches of names that share a piece,
    so that they are told apart by the others. ``rate`` is the learning rate of the vectors,
    ``weight_rate`` that of their weights.
    """

    output: Path
    work: Path
    index: Path | None = None
    encoder: Path | None = None
    width: int = 128
    pairs: int = 1024
    most: int = 8
    temperature: float = 0.05
    dropped: float = 0.1
    alike: float = 1.0
    rate: float = 1.5e-3
    weight_rate: float = 5e-3
    loop: LoopSettings = LOOP

    def __post_init__(self) -> None:
        for name, least in (("width", 8), ("pairs", 2), ("most", 2)):
            if (value := getattr(self, name)) < least:
                raise ValueError(f"{name} {value} is not allowed; at least {least} is required")
        if not 0 <= self.dropped < 1:
            raise ValueError(f"dropped {self.dropped} is not allowed; from 0 to less than 1 is required")
        if not 0 <= self.alike <= 1:
            raise ValueError(f"alike {self.alike} is not allowed; from 0 to 1 is required")
        if self.temperature <= 0:
            raise ValueError(f"temperature {self.temperature} is not allowed; more than 0 is required")

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "NamesTrainingConfig":
        """The configuration in a TOML file; ``index`` and ``encoder`` count from ``root`` (None: the file's
        folder), ``output`` and ``work`` from the working folder.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed, or a value out of its range.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        only_known(content, known_settings(cls), f"{path}")
        content, loop = without_loop(content, LOOP)
        output, base = Path(content.pop("output")), root or path.parent
        folders = {name: base / content.pop(name) for name in ("index", "encoder") if name in content}
        work = Path(content.pop("work", output.with_name(output.name + ".work")))
        return cls(output=output, work=work, loop=loop, **folders, **content)
