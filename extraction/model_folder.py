"""The folder of a finished model, as a training leaves it."""

import hashlib
from pathlib import Path

WEIGHTS = "model.int8.onnx"
SOURCES = ("config.json", "model.safetensors")
"""What :data:`WEIGHTS` is made from."""
_FILES = ("config.json", "tokenizer.json", WEIGHTS, "model.safetensors")


def check_model_folder(directory: Path, *, kind: str) -> None:
    """Nothing, if ``directory`` holds all files of a model; ``kind`` is what ``medkg train`` calls it.

    Raises:
        FileNotFoundError: naming the first file that is missing, with the command that trains one.
    """
    for name in _FILES:
        if not (directory / name).is_file():
            raise FileNotFoundError(
                f"{directory} holds no {name}; train one: medkg train {kind} --config FILE.toml"
            )


def model_version(directory: Path, *, kind: str, threshold: float | None) -> str:
    """The name and version that what the model finds carries; it changes with the weights, the configuration
    and a ``threshold`` that takes the place of the model's own.
    """
    parts = (WEIGHTS, "config.json")
    digest = hashlib.sha256(b"".join((directory / name).read_bytes() for name in parts)).hexdigest()[:12]
    return f"medkg-{kind}-{digest}" + ("" if threshold is None else f"-from-{threshold:g}")
