"""What the pieces of a pretraining are made of."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from tokenizers import Tokenizer

from medkg.extraction.failure import Failure
from medkg.extraction.pretraining.config import PretrainingConfig
from medkg.extraction.readers.inputs import listed


def origin(config: PretrainingConfig, tokenizer: Tokenizer) -> str:
    """The SHA-256 of all that decides the pieces.

    These are the names, sizes and times of change of texts and held-out files, how the latter are read, the
    length of windows, the fold that measures, and the tokenizer.
    """
    held = [[item.format, item.members, _files([item.path])] for item in config.held_out]
    fold = [config.development.number, config.development.count]
    known = [_files(config.texts), held, config.window, fold, tokenizer.to_str()]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def _files(paths: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Names, sizes and times of change; a path without files counts by its name alone."""
    return [
        (item.document, 0, 0) if isinstance(item, Failure) else (item[0], *_size_and_time(item[1]))
        for item in listed(paths)
    ]


def _size_and_time(path: Path) -> tuple[int, int]:
    told = path.stat()
    return told.st_size, told.st_mtime_ns
