"""Running the scorer over examples: by ONNX Runtime on a CPU, by torch elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from medkg.extraction.onnx_session import inputs_of, open_session
from medkg.extraction.relations.batch import INPUTS, Batch, pad
from medkg.extraction.relations.example import Example

if TYPE_CHECKING:
    from torch.nn import Module

Logits = npt.NDArray[np.float32]
_BATCH_PAIRS = 1024


class Scorer(Protocol):
    """Gives the logits (examples, pairs, predicates) of a batch; ``pieces`` is how many padded pieces it is
    best given at once.
    """

    @property
    def pieces(self) -> int: ...

    def logits(self, batch: Batch) -> Logits:
        """The logits; those of padding pairs mean nothing."""
        ...


class OnnxScorer:
    """The exported model on ONNX Runtime; torch is not loaded. It is given one example at a time, as
    :class:`medkg.extraction.ner.scorers.OnnxScorer`.
    """

    pieces = 1

    def __init__(self, session: Any) -> None:
        self._session, self._inputs = session, inputs_of(session)

    @classmethod
    def load(cls, path: Path, *, threads: int = 0) -> "OnnxScorer":
        """The model in an ONNX file; ``threads`` 0 lets ONNX Runtime choose."""
        return cls(open_session(path, threads=threads))

    def logits(self, batch: Batch) -> Logits:
        """See :class:`Scorer`."""
        arrays = {name: getattr(batch, name) for name in self._inputs}
        output: Logits = self._session.run(["logits"], arrays)[0]
        return output


class TorchScorer:
    """The model in torch, on any device."""

    pieces = 2048

    def __init__(self, model: "Module", device: str = "cpu") -> None:
        self._model = model.eval().to(device)
        self._device = device

    def logits(self, batch: Batch) -> Logits:
        """See :class:`Scorer`."""
        import torch

        self._model.eval()
        with torch.inference_mode():
            inputs = [torch.from_numpy(getattr(batch, name)).to(self._device) for name in INPUTS]
            output: Logits = self._model(*inputs).float().cpu().numpy()
        return output


def score_examples(scorer: Scorer, examples: Sequence[Example]) -> list[Logits]:
    """The logits (pairs, predicates) of each example, in their order; run in batches of similar length."""
    results: list[Logits] = [np.zeros((0, 0), dtype=np.float32)] * len(examples)
    sizes = [len(item.ids) for item in examples]
    for batch in by_length(sizes, scorer.pieces, pairs=[len(item.pairs) for item in examples]):
        logits = scorer.logits(pad([examples[index] for index in batch]))
        for row, index in enumerate(batch):
            results[index] = logits[row, : len(examples[index].pairs)]
    return results


def by_length(lengths: Sequence[int], pieces: int, *, pairs: Sequence[int] = ()) -> list[list[int]]:
    """Indices sorted by length, cut into batches of one example or of at most ``pieces`` padded pieces.

    With ``pairs``, the pairs of each example, a batch of several also has at most 1,024 padded pairs.
    """
    batches: list[list[int]] = []
    for index in sorted(range(len(lengths)), key=lambda index: (lengths[index], index)):
        grown = [*batches[-1], index] if batches else []
        most = max((pairs[member] for member in grown), default=0) if pairs else 0
        if not grown or len(grown) * lengths[index] > pieces or len(grown) * most > _BATCH_PAIRS:
            batches.append([])
        batches[-1].append(index)
    return batches
