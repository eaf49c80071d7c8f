"""Hugging Face's encoders with the attention that is exported as one operator."""

from typing import Any, cast

from torch import Tensor, nn
from transformers import AttentionInterface

from medkg.extraction.encoder.fused_attention import multi_head_attention

FUSED = "onnx_multi_head"
"""The name under which their models take :func:`fused_attention`, for windows without padding: they make no
mask for it.
"""


def fused_attention(
    module: nn.Module, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None, **_: Any
) -> tuple[Tensor, None]:
    """Attention as their models call it, (windows, heads, pieces, width of a head).

    Raises:
        ValueError: where a model adds something to the products of queries and keys, as a mask would.
    """
    if attention_mask is not None:
        raise ValueError(f"{type(module).__name__} masks or biases its attention; a plain BERT's is required")
    heads = cast("Any", module).config.num_attention_heads
    found = multi_head_attention(_joined(query), _joined(key), _joined(value), heads)
    return found.reshape(*found.shape[:2], heads, -1), None


def _joined(vectors: Tensor) -> Tensor:
    return vectors.transpose(1, 2).flatten(2)


AttentionInterface.register(FUSED, fused_attention)
