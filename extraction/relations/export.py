"""A relation model's folder: config, tokenizer, fp16 weights, int8 ONNX."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from medkg.extraction.folders import replaced
from medkg.extraction.model_folder import WEIGHTS
from medkg.extraction.onnx_export import export_onnx as export
from medkg.extraction.relations.base_weights import encoder_config
from medkg.extraction.relations.batch import INPUTS
from medkg.extraction.relations.features import FEATURES
from medkg.extraction.relations.model import RelationScorer
from medkg.extraction.relations.record import Calibration
from medkg.extraction.relations.signature import PREDICATES, TYPE_IDS

VERSION = "2"
_PIECES, _MENTIONS, _ENTITIES, _PAIRS = 24, 5, 4, 3


def save_model(
    model: RelationScorer, directory: Path, *, encoder: Path, calibration: Mapping[str, Calibration]
) -> None:
    """Writes the folder aside, then renames it. ``encoder`` gives the sizes and the tokenizer."""
    config = json.dumps(_config(encoder, calibration), indent=2) + "\n"
    half = {name: tensor.detach().cpu().half().contiguous() for name, tensor in model.state_dict().items()}
    with replaced(directory) as aside:
        (aside / "config.json").write_text(config, encoding="utf-8")
        shutil.copyfile(encoder / "tokenizer.json", aside / "tokenizer.json")
        save_file(half, aside / "model.safetensors")
        (aside / "model.safetensors").chmod(0o644)
        export_onnx(load_model(aside), aside / WEIGHTS)


def load_model(directory: Path) -> RelationScorer:
    """The scorer saved in ``directory``, in fp32 on CPU."""
    model = RelationScorer(encoder_config(directory))
    model.load_state_dict(
        {name: tensor.float() for name, tensor in load_file(directory / "model.safetensors").items()}
    )
    return model.eval()


def _config(encoder: Path, calibration: Mapping[str, Calibration]) -> dict[str, Any]:
    settings = {
        "version": VERSION,
        "predicates": list(PREDICATES),
        "types": TYPE_IDS,
        "calibration": {name: asdict(item) for name, item in calibration.items()},
    }
    written: dict[str, Any] = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    kept = {name: value for name, value in written.items() if not name.startswith("_")}
    return kept | {"architectures": ["RelationScorer"], "medkg": settings}


def export_onnx(model: RelationScorer, path: Path, *, quantized: bool = True) -> None:
    """The model in ONNX, of one example at a time, so that nothing is padded and no mask is read."""
    whole = torch.int64
    arguments = (
        torch.ones(1, _PIECES, dtype=whole),
        None,
        torch.zeros(1, _PIECES, dtype=whole),
        torch.full((1, _MENTIONS, _PIECES), 1.0 / _PIECES),
        torch.ones(1, _ENTITIES, _MENTIONS),
        torch.zeros(1, _PAIRS, dtype=whole),
        torch.ones(1, _PAIRS, dtype=whole),
        torch.ones(1, _PAIRS, 2, dtype=whole),
        torch.zeros(1, _PAIRS, FEATURES),
    )
    inputs = [name for name in INPUTS if name != "mask"]
    pieces, pairs = {1: "pieces"}, {1: "pairs"}
    axes = dict.fromkeys(("ids", "types"), pieces) | {
        "pooling": {1: "mentions", 2: "pieces"},
        "membership": {1: "entities", 2: "mentions"},
        **dict.fromkeys(("heads", "tails", "between", "features", "logits"), pairs),
    }
    export(model, arguments, path, inputs=inputs, axes=axes, quantized=quantized)
