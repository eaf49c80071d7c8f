"""Numbered texts in one file, read through a memory map."""

import mmap
from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from medkg.linking.index.mapped import mapped


class TextTable:
    """Texts by number: UTF-8 in ``NAME.bin``, where each begins and the last ends in ``NAME.npy``."""

    def __init__(self, content: mmap.mmap | bytes, starts: NDArray[np.int64]) -> None:
        self._content = content
        self._starts = starts

    @classmethod
    def write(cls, texts: Iterable[str], directory: Path, name: str) -> int:
        """Writes ``texts`` and returns how many there were."""
        starts = array("q", [0])
        with (directory / f"{name}.bin").open("wb") as out:
            for text in texts:
                starts.append(starts[-1] + out.write(text.encode()))
        np.save(directory / f"{name}.npy", np.asarray(starts, dtype=np.int64))
        return len(starts) - 1

    @classmethod
    def open(cls, directory: Path, name: str) -> "TextTable":
        """The table that :meth:`write` made."""
        starts: NDArray[np.int64] = mapped(directory / f"{name}.npy")
        with (directory / f"{name}.bin").open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if starts[-1] else b""
        return cls(content, starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self):
            raise IndexError(f"text {number} of {len(self)}")
        return self._content[int(self._starts[number]) : int(self._starts[number + 1])].decode()
