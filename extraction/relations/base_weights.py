"""A scorer on pretrained encoder weights."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import torch
from safetensors.torch import load_file

from medkg.extraction.relations.encoder import EncoderConfig
from medkg.extraction.relations.model import RelationScorer
from medkg.extraction.training.widened import widened

_SCORER_WEIGHT = "bilinear.weight"
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
    """A scorer that starts from the weights in ``directory``, config.json and model.safetensors.

    The folder is that of a relation model, all of which is taken, or that of a Hugging Face BERT or of a
    mention model, whose encoder is taken: then all above the encoder is random. What an earlier version of a
    relation model did not look at weighs nothing at first.

    Raises:
        ValueError: if weights are missing.
    """
    model = RelationScorer(encoder_config(directory))
    weights = load_file(directory / "model.safetensors")
    if _SCORER_WEIGHT in weights:
        fresh = model.state_dict()
        model.load_state_dict(fresh | {name: widened(item, fresh[name]) for name, item in weights.items()})
        return model
    kept = _encoder_weights(weights)
    result = model.encoder.load_state_dict(kept, strict=False)
    if result.missing_keys or result.unexpected_keys:
        raise ValueError(
            f"{directory}: weights missing {result.missing_keys}, not known {result.unexpected_keys}"
        )
    return model


def _encoder_weights(weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The encoder's own weights in fp32, by their names in it."""
    inner = "encoder.embeddings.word_embeddings.weight" in weights
    named = {
        name.removeprefix("encoder." if inner else "bert."): tensor.float()
        for name, tensor in weights.items()
        if not inner or name.startswith("encoder.")
    }
    return {name: tensor for name, tensor in named.items() if not name.startswith(_IGNORED)}
