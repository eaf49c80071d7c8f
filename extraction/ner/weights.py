"""A mention model's folder: config, tokenizer, fp16 weights, int8 ONNX."""

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig

from medkg.extraction.encoder.hugging_face import FUSED
from medkg.extraction.folders import replaced
from medkg.extraction.model_folder import WEIGHTS
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.windows import TAG_FEATURES
from medkg.extraction.onnx_export import export_onnx as export
from medkg.extraction.training.widened import widened

_PIECES = 16


def load_model(directory: Path) -> TokenClassifier:
    """The classifier saved in ``directory``, in fp32 on CPU; dictionaries unknown to it weigh nothing."""
    config = AutoConfig.from_pretrained(directory)
    config.attention_probs_dropout_prob = 0.0
    model = TokenClassifier(config)
    fresh, saved = model.state_dict(), load_file(directory / "model.safetensors")
    model.load_state_dict({name: widened(tensor, fresh[name]) for name, tensor in saved.items()})
    return model


def initial_model(encoder: Path) -> TokenClassifier:
    """The classifier to train on: that of a mention model's folder, or a new one on a pretrained encoder."""
    return load_model(encoder) if is_finished(encoder) else TokenClassifier.from_encoder(encoder)


def is_finished(folder: Path) -> bool:
    """Whether a folder holds a finished model of ours and not a plain encoder."""
    return "medkg" in json.loads((folder / "config.json").read_text(encoding="utf-8"))


def save_model(
    model: TokenClassifier, directory: Path, *, encoder: Path, settings: dict[str, Any], record: str
) -> None:
    """Writes the folder aside, then renames it.

    ``settings`` go into config.json under "medkg", ``record`` is the text of training.json.
    """
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8")) | {"medkg": settings}
    with replaced(directory) as aside:
        (aside / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        shutil.copyfile(encoder / "tokenizer.json", aside / "tokenizer.json")
        half = {name: tensor.detach().half().contiguous() for name, tensor in model.state_dict().items()}
        save_file(half, aside / "model.safetensors")
        (aside / "model.safetensors").chmod(0o644)
        export_onnx(load_model(aside), aside / WEIGHTS)
        (aside / "training.json").write_text(record, encoding="utf-8")


def export_onnx(model: TokenClassifier, path: Path, *, quantized: bool = True) -> None:
    """The model in ONNX, of one window at a time, so that nothing is padded and no mask is read."""
    model.encoder.set_attn_implementation(FUSED)
    ids = torch.ones(1, _PIECES, dtype=torch.int64)
    export(
        model,
        (ids, None, torch.zeros(1, _PIECES, TAG_FEATURES)),
        path,
        inputs=("ids", "tags"),
        axes={name: {1: "pieces"} for name in ("ids", "tags", "logits")},
        quantized=quantized,
    )
