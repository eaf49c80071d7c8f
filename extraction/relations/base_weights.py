"""A scorer on pretrained encoder weights."""

import json
from dataclasses import fields
from pathlib import Path

import torch
from safetensors.torch import load_file

from medkg.extraction.relations.encoder import EncoderConfig
from medkg.extraction.relations.model import RelationScorer

_IGNORED = ("embeddings.position_ids", "pooler.")


def encoder_config(directory: Path) -> EncoderConfig:
    """The sizes in the config.json of a Hugging Face BERT folder.

    Raises:
        ValueError: for an encoder that is not a BERT.
    """
    written = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    if written.get("model_type") != "bert":
        raise ValueError(
            f"{directory}: model_type {written.get('model_type')!r} is not allowed; bert is required"
        )
    known = {field.name for field in fields(EncoderConfig)}
    return EncoderConfig(**{name: value for name, value in written.items() if name in known})


def scorer_on(directory: Path) -> RelationScorer:
    """A scorer whose encoder has the weights in ``directory``, config.json and model.safetensors.

    All above the encoder is random.

    Raises:
        ValueError: if weights are missing.
    """
    model = RelationScorer(encoder_config(directory))
    weights = {
        name.removeprefix("bert."): tensor
        for name, tensor in load_file(directory / "model.safetensors").items()
    }
    kept: dict[str, torch.Tensor] = {n: t.float() for n, t in weights.items() if not n.startswith(_IGNORED)}
    result = model.encoder.load_state_dict(kept, strict=False)
    if result.missing_keys or result.unexpected_keys:
        raise ValueError(
            f"{directory}: weights missing {result.missing_keys}, not known {result.unexpected_keys}"
        )
    return model
