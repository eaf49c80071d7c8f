"""Attention as one operator of ONNX Runtime in an exported graph."""

from typing import Any, cast

import torch
from torch import Tensor
from torch.nn import functional


class _MultiHeadAttention(torch.autograd.Function):
    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        shape = (*query.shape[:2], heads, -1)
        query, key, value = (item.reshape(shape).transpose(1, 2) for item in (query, key, value))
        return functional.scaled_dot_product_attention(query, key, value).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return found.setType(query.type())


def multi_head_attention(query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
    """What the pieces take from all pieces; all of shape (windows, pieces, width). Nothing is masked."""
    return cast(Tensor, _MultiHeadAttention.apply(query, key, value, heads))
