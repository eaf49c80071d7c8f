"""Running the mention model: ONNX Runtime on CPU, torch on CUDA."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.batches import Batch
from medkg.extraction.onnx_session import inputs_of, open_session

if TYPE_CHECKING:
    import onnxruntime
    from torch.nn import Module


class Scorer(Protocol):
    """Label logits for a batch, shape (windows, pieces, labels); ``pieces`` is how many padded pieces it is
    best given at once.
    """

    @property
    def pieces(self) -> int: ...

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        """The logits."""


class OnnxScorer:
    """The int8 model on CPU, best given one window at a time: it stays in the cache, nothing is padded, and
    since int8 is scaled by all that is run at once, a window's logits do not depend on its neighbours. The
    exported graph takes no more than that.
    """

    pieces = 1

    def __init__(self, session: "onnxruntime.InferenceSession") -> None:
        self._session, self._inputs = session, inputs_of(session)

    @classmethod
    def load(cls, path: Path, *, threads: int = 0) -> "OnnxScorer":
        """A session on ``path``; ``threads`` 0 means all cores."""
        return cls(open_session(path, threads=threads))

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        (logits,) = self._session.run(["logits"], {name: getattr(batch, name) for name in self._inputs})
        return np.asarray(logits, dtype=np.float32)


class TorchScorer:
    """The model in torch, on the device its weights are on; with ``bf16`` its products are of 16 bits.

    A processor takes a batch of a thousand pieces nearly twice as quickly, for what is computed of them stays
    in its cache.
    """

    def __init__(self, model: "Module", *, bf16: bool = False) -> None:
        self._model, self._bf16 = model, bf16
        self.pieces = 1024 if next(model.parameters()).device.type == "cpu" else 4096

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        import torch

        device = next(self._model.parameters()).device
        training = self._model.training
        self._model.eval()
        with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=self._bf16):
            arrays = (torch.from_numpy(array).to(device) for array in (batch.ids, batch.mask, batch.tags))
            logits: npt.NDArray[np.float32] = self._model(*arrays).float().cpu().numpy()
        self._model.train(training)
        return logits
