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
        export_onnx(model, aside / "model.int8.onnx")


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
    """The model in ONNX; ``quantized`` stores the matrices as int8."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    plain, prepared = path.with_suffix(".plain"), path.with_suffix(".prepared")
    _export_plain(model.eval(), plain)
    if quantized:
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared),
            str(path),
            weight_type=QuantType.QInt8,
            per_channel=True,
            nodes_to_exclude=_batched_products(prepared),
        )
        plain.unlink()
        prepared.unlink()
    else:
        plain.replace(path)


def _batched_products(path: Path) -> list[str]:
    """The products with a stack of matrices, which ONNX Runtime cannot run in int8 by channel."""
    import onnx

    graph = onnx.load(str(path)).graph
    stacks = {weight.name for weight in graph.initializer if len(weight.dims) > 2}
    return [node.name for node in graph.node if node.op_type == "MatMul" and stacks.intersection(node.input)]


def _export_plain(model: RelationScorer, path: Path) -> None:
    whole = torch.int64
    arguments = (
        torch.ones(2, _PIECES, dtype=whole),
        torch.ones(2, _PIECES, dtype=whole),
        torch.zeros(2, _PIECES, dtype=whole),
        torch.full((2, _MENTIONS, _PIECES), 1.0 / _PIECES),
        torch.ones(2, _ENTITIES, _MENTIONS),
        torch.zeros(2, _PAIRS, dtype=whole),
        torch.ones(2, _PAIRS, dtype=whole),
        torch.ones(2, _PAIRS, 2, dtype=whole),
        torch.zeros(2, _PAIRS, FEATURES),
    )
    pieces = {0: "examples", 1: "pieces"}
    pairs = {0: "examples", 1: "pairs"}
    axes = {
        "ids": pieces,
        "mask": pieces,
        "types": pieces,
        "pooling": {0: "examples", 1: "mentions", 2: "pieces"},
        "membership": {0: "examples", 1: "entities", 2: "mentions"},
        "heads": pairs,
        "tails": pairs,
        "between": pairs,
        "features": pairs,
        "logits": pairs,
    }
    torch.onnx.export(
        model,
        arguments,
        str(path),
        input_names=list(INPUTS),
        output_names=["logits"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
