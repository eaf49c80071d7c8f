"""Sessions of ONNX Runtime on the processor."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import onnxruntime


_MOST_WORKERS = 4
"""More workers wait for each other in Python."""


def shared_cores() -> tuple[int, int]:
    """How many workers are best on this machine, and how many threads a session then has for each of them."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    workers = min(cores, _MOST_WORKERS)
    return workers, cores // workers


def open_session(path: Path, *, threads: int = 0) -> "onnxruntime.InferenceSession":
    """The model in the file ``path``; ``threads`` 0 means all cores.

    Several threads may run one session at once. No plan of memory is kept for the shapes met, since there is
    no end of them. Sums are not fused with the normalisation after them: on a processor ONNX Runtime does
    the two one after the other three times as fast.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def inputs_of(session: "onnxruntime.InferenceSession") -> tuple[str, ...]:
    """The names of what a model reads: models exported earlier read a mask too."""
    return tuple(item.name for item in session.get_inputs())
