"""Vectors of names: an index of those that mean nearly the same."""

from collections.abc import Sequence
from math import ceil, isqrt
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from medkg.linking.meaning.encoder import NameEncoder

_FILE = "vectors.faiss"
_FEW = 10_000
_SAMPLED = 64
_PROBED = 1 / 24


class NameVectors:
    """The names that mean most nearly what a query does, by the cosine of their vectors.

    Of more than 10,000 names those in the nearest twenty-fourth of the cells are compared, by numbers of
    eight bits (inverted file: Jégou, Douze and Schmid, 2011). The file is memory-mapped.
    """

    def __init__(self, found: Any, encoder: NameEncoder) -> None:
        self._found, self._encoder = found, encoder

    @classmethod
    def write(cls, names: Sequence[tuple[int, str]], encoder: NameEncoder, directory: Path) -> None:
        """Indexes ``names``, each with its number."""
        import faiss

        cells = 2 * isqrt(len(names)) if len(names) > _FEW else 0
        kind = f"IVF{cells},SQ8" if cells else "IDMap,Flat"
        made = faiss.index_factory(encoder.width, kind, faiss.METRIC_INNER_PRODUCT)
        texts = [text for _, text in names]
        if cells:
            drawn = texts[:: max(1, len(texts) // (cells * _SAMPLED))]
            made.train(np.concatenate(list(encoder.vectors(drawn))))
        numbers = np.array([number for number, _ in names], dtype=np.int64)
        at = 0
        for block in encoder.vectors(texts):
            made.add_with_ids(block, numbers[at : at + len(block)])
            at += len(block)
        _write(made, directory / _FILE)

    @classmethod
    def open(cls, directory: Path, encoder: NameEncoder) -> "NameVectors":
        """The vectors that :meth:`write` made with the same encoder."""
        with cls.held(directory) as file:
            return cls.read(file, encoder)

    @staticmethod
    def held(directory: Path) -> BinaryIO:
        """The file of :meth:`write`, open, so that it can be read when ``directory`` is another's."""
        return (directory / _FILE).open("rb")

    @classmethod
    def read(cls, file: BinaryIO, encoder: NameEncoder) -> "NameVectors":
        """The vectors in ``file``, from :meth:`held`; it may be closed afterwards."""
        import faiss

        flags = faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY
        return cls(faiss.read_index(f"/dev/fd/{file.fileno()}", flags), encoder)

    def similar(self, name: str, allowed: NDArray[np.bool_], limit: int) -> list[tuple[int, float]]:
        """The ``limit`` names nearest to ``name`` among those ``allowed``, by number, with their cosines,
        best first; fewer where the cells hold fewer, none for a name without a word piece.
        """
        vector = self._encoder.vector(name)
        if not self._found.ntotal or not vector.any():
            return []
        scores, numbers = self._found.search(vector[None], limit, params=self._choice(allowed))
        pairs = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return [(number, min(1.0, score)) for number, score in pairs if number >= 0]

    def likeness(self, first: str, second: str) -> float:
        """How nearly two names mean the same: the cosine of their vectors."""
        return self._encoder.likeness(first, second)

    def _choice(self, allowed: NDArray[np.bool_]) -> Any:
        import faiss

        chosen = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
        cells = getattr(self._found, "nlist", 0)
        if not cells:
            return faiss.SearchParameters(sel=chosen)
        return faiss.SearchParametersIVF(sel=chosen, nprobe=ceil(cells * _PROBED))


def _write(made: Any, path: Path) -> None:
    """Writes through a file of Python, whose end tells what could not be written; that of faiss does not."""
    import faiss

    with path.open("wb") as out:
        try:
            faiss.write_index(made, faiss.PyCallbackIOWriter(out.write))
        except RuntimeError as error:
            raise OSError(str(error)) from None
