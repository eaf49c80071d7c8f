"""Running the mention model: ONNX Runtime on CPU, torch on CUDA."""

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from medkg.extraction.ner.batches import Batch

if TYPE_CHECKING:
    import onnxruntime

    from medkg.extraction.ner.model import TokenClassifier


class Scorer(Protocol):
    """Label logits for a batch, shape (windows, pieces, labels)."""

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        """The logits."""


class OnnxScorer:
    """The int8 model on CPU."""

    def __init__(self, session: "onnxruntime.InferenceSession") -> None:
        self._session = session

    @classmethod
    def load(cls, path: Path, *, threads: int = 0) -> "OnnxScorer":
        """A session on ``path``; ``threads`` 0 means all cores."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        return cls(onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"]))

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        (logits,) = self._session.run(["logits"], {"ids": batch.ids, "mask": batch.mask, "tags": batch.tags})
        return np.asarray(logits, dtype=np.float32)


class TorchScorer:
    """The model in torch, on the device its weights are on."""

    def __init__(self, model: "TokenClassifier") -> None:
        self._model = model

    def __call__(self, batch: Batch) -> npt.NDArray[np.float32]:
        import torch

        device = next(self._model.parameters()).device
        training = self._model.training
        self._model.eval()
        with torch.inference_mode():
            arrays = (torch.from_numpy(array).to(device) for array in (batch.ids, batch.mask, batch.tags))
            logits: npt.NDArray[np.float32] = self._model(*arrays).float().cpu().numpy()
        self._model.train(training)
        return logits
