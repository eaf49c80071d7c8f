"""A mention model's folder: config, tokenizer, fp16 weights, int8 ONNX."""

import json
import shutil
import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig

from medkg.extraction.folders import replaced
from medkg.extraction.ner.model import TokenClassifier
from medkg.extraction.ner.windows import TAG_FEATURES
from medkg.extraction.training.widened import widened


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
    written = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    return load_model(encoder) if "medkg" in written else TokenClassifier.from_encoder(encoder)


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
        _export_onnx(model, aside)
        (aside / "training.json").write_text(record, encoding="utf-8")


def _export_onnx(model: TokenClassifier, directory: Path) -> None:
    """The model in ONNX, attention and normalisation fused, weights int8 per channel, activations fp32."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers.fusion_options import FusionOptions
    from onnxruntime.transformers.optimizer import optimize_model

    plain, fused = directory / "plain.onnx", directory / "fused.onnx"
    _export_plain(model, plain)
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    config = model.encoder.config
    heads, width = config.num_attention_heads, config.hidden_size
    optimized = optimize_model(
        str(plain), model_type="bert", num_heads=heads, hidden_size=width, optimization_options=options
    )
    optimized.save_model_to_file(str(fused))
    quantize_dynamic(
        fused,
        directory / "model.int8.onnx",
        weight_type=QuantType.QInt8,
        per_channel=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    plain.unlink()
    fused.unlink()


def _export_plain(model: TokenClassifier, path: Path) -> None:
    model.eval()
    model.encoder.set_attn_implementation("eager")
    ids = torch.ones(2, 16, dtype=torch.int64)
    names = ["ids", "mask", "tags"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # traced shape checks become constants
        torch.onnx.export(
            model,
            (ids, torch.ones_like(ids), torch.zeros(2, 16, TAG_FEATURES)),
            str(path),
            input_names=names,
            output_names=["logits"],
            dynamic_axes={name: {0: "windows", 1: "pieces"} for name in (*names, "logits")},
            opset_version=17,
            dynamo=False,
        )
