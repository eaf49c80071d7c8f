"""Vectors of names: the sum of learnt vectors of their word pieces, brought to length 1.

A bag of pieces as in smooth inverse frequency (Arora, Liang and Ma, 2017), with vectors and weights learnt
from synonyms of vocabularies by contrast, as SapBERT (Liu et al., 2021) teaches a transformer. A name costs
microseconds and no model runs.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from medkg.extraction.encoder.tokenizer import load_tokenizer

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED = Path(__file__).parent.parent / "models" / "names"
"""The folder of the encoder that ships with the package."""
MOST_PIECES = 32
_AT_ONCE = 8192
_KEPT = 20_000

Vectors = NDArray[np.float32]


class NameEncoder:
    """Encodes names by a table of piece vectors, shape (pieces, width), each times its piece's weight."""

    def __init__(self, tokenizer: "Tokenizer", table: Vectors) -> None:
        self._tokenizer, self._table = tokenizer, table
        self._remembered = lru_cache(maxsize=_KEPT)(self._one)

    @classmethod
    def load(cls, directory: Path = SHIPPED) -> "NameEncoder":
        """The encoder in ``directory``.

        Raises:
            FileNotFoundError: if a file of it is missing, naming the command that trains one.
        """
        from safetensors.numpy import load_file

        check_folder(directory)
        table = load_file(directory / "model.safetensors")["pieces"].astype(np.float32)
        return cls(load_tokenizer(directory), table)

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return self._table.shape[1]

    def vector(self, name: str) -> Vectors:
        """The vector of one name, shape (width,), of length 1; nought for a name without pieces."""
        return self._remembered(name)

    def likeness(self, first: str, second: str) -> float:
        """The cosine of two names' vectors, in [-1, 1]."""
        return float(self.vector(first) @ self.vector(second))

    def vectors(self, names: Iterable[str]) -> Iterator[Vectors]:
        """The vectors of ``names`` in their order, in blocks of shape (at most 8,192, width)."""
        block: list[str] = []
        for name in names:
            block.append(name)
            if len(block) == _AT_ONCE:
                yield self._block(block)
                block = []
        if block:
            yield self._block(block)

    def _one(self, name: str) -> Vectors:
        vector: Vectors = self._block([name])[0]
        return vector

    def _block(self, names: Sequence[str]) -> Vectors:
        pieces = pieces_of(self._tokenizer, names)
        counts = np.array([len(ids) for ids in pieces])
        sums = np.zeros((len(names), self.width), dtype=np.float32)
        some = np.flatnonzero(counts)
        if len(some):
            flat = np.concatenate([pieces[row] for row in some]).astype(np.int64)
            starts = np.concatenate([[0], np.cumsum(counts[some])[:-1]])
            sums[some] = np.add.reduceat(self._table[flat], starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: Vectors = sums / np.where(lengths > 0, lengths, 1.0)
        return unit


def pieces_of(tokenizer: "Tokenizer", names: Sequence[str]) -> list[list[int]]:
    """The numbers of each name's first 32 word pieces."""
    encoded = tokenizer.encode_batch(list(names), add_special_tokens=False)
    return [one.ids[:MOST_PIECES] for one in encoded]


def encoder_version(directory: Path = SHIPPED) -> str:
    """A digest that changes with the vectors; what was made with another encoder is to be made anew.

    Raises:
        FileNotFoundError: if a file of the encoder is missing.
    """
    check_folder(directory)
    return str(json.loads((directory / "config.json").read_text(encoding="utf-8"))["version"])


def check_folder(directory: Path) -> None:
    """Nothing, if ``directory`` holds all files of an encoder of names.

    Raises:
        FileNotFoundError: naming the first file that is missing, and the command that trains one.
    """
    for name in ("config.json", "tokenizer.json", "model.safetensors"):
        if not (directory / name).is_file():
            raise FileNotFoundError(
                f"{directory} holds no {name}; train one: medkg train names --config FILE.toml"
            )
