"""The folder of a finished model, as a training leaves it."""

import hashlib
import json
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


def is_relation_model(directory: Path) -> bool:
    """Whether the finished model in ``directory`` is a relation model.

    Raises:
        FileNotFoundError: if the folder holds no config.json.
        ValueError: if the configuration is not that of a model of ours.
    """
    settings = json.loads((directory / "config.json").read_text(encoding="utf-8")).get("medkg")
    if settings is None:
        raise ValueError(f"{directory} is no model of medkg train: its config.json has no part 'medkg'")
    return "predicates" in settings


def model_version(directory: Path, *, kind: str, threshold: float | None) -> str:
    """The name and version that what the model finds carries; it changes with the weights, the configuration
    and a ``threshold`` that takes the place of the model's own.
    """
    parts = (WEIGHTS, "config.json")
    digest = hashlib.sha256(b"".join((directory / name).read_bytes() for name in parts)).hexdigest()[:12]
    return f"medkg-{kind}-{digest}" + ("" if threshold is None else f"-from-{threshold:g}")
