"""The configuration of a mention model's training, read from TOML."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from medkg.extraction.ner.corpora import Guideline


@dataclass(frozen=True, slots=True)
class Corpus:
    """An annotated corpus: its file or folder, format, guideline, and the share of it seen in each epoch."""

    name: str
    path: Path
    format: str
    guideline: Guideline
    share: float = 1.0
    development: int = 0


@dataclass(frozen=True, slots=True)
class NerTrainingConfig:
    """How to train a mention model.

    ``encoder`` is a Hugging Face encoder folder (None: the installed MiniLM). A batch holds about
    ``batch_pieces`` word pieces, in windows of at most ``window``. ``fast_rate`` times ``rate`` is the
    learning rate of the tag projection and of the head. ``held_out`` are PubTator files none of whose
    documents may be trained on.
    ``development`` of a corpus is the number of documents set aside to choose the epoch with.
    """

    corpora: tuple[Corpus, ...]
    output: Path
    encoder: Path | None = None
    held_out: tuple[Path, ...] = ()
    epochs: int = 4
    batch_pieces: int = 1024
    window: int = 192
    rate: float = 2e-4
    fast_rate: float = 10.0
    warmup: float = 0.1
    seed: int = 13
    threads: int = 0

    @classmethod
    def read(cls, path: Path, *, root: Path | None = None) -> "NerTrainingConfig":
        """The configuration in a TOML file; corpora's paths count from ``root`` (None: the file's folder).

        ``output`` counts from the working folder.

        Raises:
            ValueError: for a key that is not known, naming it and those allowed.
        """
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        base = root or path.parent
        _only_known(content, cls, path)
        corpora = tuple(_corpus(table, base, path) for table in content.pop("corpora", ()))
        if not corpora:
            raise ValueError(f"{path}: at least one [[corpora]] table is required")
        return cls(
            corpora=corpora,
            output=Path(content.pop("output")),
            encoder=base / encoder if (encoder := content.pop("encoder", None)) else None,
            held_out=tuple(base / held for held in content.pop("held_out", ())),
            **content,
        )


def _corpus(table: dict[str, Any], base: Path, path: Path) -> Corpus:
    known = {field.name for field in fields(Corpus)} - {"guideline"} | {"types", "unmarked"}
    if unknown := set(table) - known:
        raise ValueError(
            f"{path}: unknown key {sorted(unknown)[0]!r} in [[corpora]]; allowed: {', '.join(sorted(known))}"
        )
    types = {name: tuple(ours) for name, ours in table.pop("types").items()}
    guideline = Guideline(types, tuple(table.pop("unmarked", ())))
    return Corpus(path=base / table.pop("path"), guideline=guideline, **table)


def _only_known(content: dict[str, Any], cls: type, path: Path) -> None:
    known = [field.name for field in fields(cls)]
    if unknown := set(content) - set(known):
        raise ValueError(f"{path}: unknown key {sorted(unknown)[0]!r}; allowed: {', '.join(known)}")
