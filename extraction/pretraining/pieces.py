"""Texts as word pieces, on disk, in windows."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from medkg.extraction.document import Document
from medkg.extraction.failure import Failure
from medkg.extraction.folders import replaced
from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.pretraining.origin import origin
from medkg.extraction.readers import read_documents
from medkg.extraction.training.held_out import guard_of
from medkg.extraction.training.progress import Progress

_SHORTEST = 16
_SPECIAL = 2
_AT_ONCE = 256
_ORIGIN = "of"


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The word pieces of all texts, one after the other, memory-mapped, shape (pieces,).

    ``training`` and ``development`` are the windows as rows of (start, end), shape (windows, 2).
    """

    ids: npt.NDArray[np.int32]
    training: npt.NDArray[np.int64]
    development: npt.NDArray[np.int64]

    def digest(self) -> str:
        """The SHA-256 of pieces and windows."""
        found = hashlib.sha256()
        for part in (self.ids, self.training, self.development):
            found.update(np.ascontiguousarray(part).data)
        return found.hexdigest()


def prepare(config: PretrainingConfig, tokenizer: Tokenizer, progress: Progress) -> Pieces:
    """Reads and cuts the texts into ``config.work``; a second call takes what lies there if it was made of
    the same (:mod:`medkg.extraction.pretraining.origin`).

    Raises:
        ValueError: if there is no text to train on or none to measure on.
    """
    folder, of = config.work / "pieces", origin(config, tokenizer)
    if not _made_of(folder, of):
        with replaced(folder) as aside:
            _write(config, tokenizer, aside, progress)
            (aside / _ORIGIN).write_text(of, encoding="utf-8")
    return Pieces(
        np.load(folder / "ids.npy", mmap_mode="r"),
        np.load(folder / "training.npy"),
        np.load(folder / "development.npy"),
    )


def _made_of(folder: Path, of: str) -> bool:
    written = folder / _ORIGIN
    return written.is_file() and written.read_text(encoding="utf-8") == of


def _write(config: PretrainingConfig, tokenizer: Tokenizer, folder: Path, progress: Progress) -> None:
    windows: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    parts: list[npt.NDArray[np.int32]] = []
    total = 0
    for number, (document, ids) in enumerate(_encoded(config, tokenizer), 1):
        for start in range(0, len(ids), config.window - _SPECIAL):
            end = min(start + config.window - _SPECIAL, len(ids))
            if end - start >= _SHORTEST:
                windows[document.id in config.development].append((total + start, total + end))
        parts.append(ids)
        total += len(ids)
        progress("reading texts", number, None)
    _require_windows(config, training=len(windows[False]), development=len(windows[True]))
    np.save(folder / "ids.npy", np.concatenate(parts))
    for held, name in ((False, "training"), (True, "development")):
        np.save(folder / f"{name}.npy", np.array(windows[held], dtype=np.int64))


def _require_windows(config: PretrainingConfig, *, training: int, development: int) -> None:
    fold = f'development = "{config.development.number}/{config.development.count}"'
    lacking = f"the texts hold no window of at least {_SHORTEST} pieces"
    if not training:
        raise ValueError(f"{lacking} to train on; more texts are required, or fewer of them in {fold}")
    if not development:
        raise ValueError(
            f"{lacking} to measure on in the fold of {fold}; more texts are required, or a greater part of "
            "them in it"
        )


def _encoded(
    config: PretrainingConfig, tokenizer: Tokenizer
) -> Iterator[tuple[Document, npt.NDArray[np.int32]]]:
    guard = guard_of(config.held_out)
    batch: list[Document] = []
    for item in read_documents(config.texts):
        if isinstance(item, Failure) or guard.forbids(item):
            continue
        batch.append(item)
        if len(batch) == _AT_ONCE:
            yield from _encoded_batch(batch, tokenizer)
            batch = []
    yield from _encoded_batch(batch, tokenizer)


def _encoded_batch(
    batch: list[Document], tokenizer: Tokenizer
) -> Iterator[tuple[Document, npt.NDArray[np.int32]]]:
    encoded = tokenizer.encode_batch([document.text for document in batch], add_special_tokens=False)
    for document, encoding in zip(batch, encoded, strict=True):
        yield document, np.array(encoding.ids, dtype=np.int32)
