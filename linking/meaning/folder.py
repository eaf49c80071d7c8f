"""The folder of a trained encoder of names."""

import hashlib
import json
import shutil
from pathlib import Path

from safetensors.torch import save_file
from torch import Tensor

from medkg.extraction.folders import replaced


def save_encoder(table: Tensor, directory: Path, *, base: Path, record: str) -> None:
    """Writes config, tokenizer, fp16 vectors and ``record``, the text of training.json, aside, then renames.

    ``table`` (pieces, width) are the weighted vectors, ``base`` the encoder whose pieces they are of.
    """
    half = table.half().contiguous()
    digest = hashlib.sha256(half.numpy().tobytes())
    digest.update((base / "tokenizer.json").read_bytes())
    config = {"pieces": half.shape[0], "width": half.shape[1], "version": digest.hexdigest()[:12]}
    with replaced(directory) as aside:
        (aside / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        shutil.copyfile(base / "tokenizer.json", aside / "tokenizer.json")
        save_file({"pieces": half}, aside / "model.safetensors")
        (aside / "model.safetensors").chmod(0o644)
        (aside / "training.json").write_text(record, encoding="utf-8")
