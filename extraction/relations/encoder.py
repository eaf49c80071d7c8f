"""A BERT encoder that also gives the last layer's attention.

Parameter names are those of Hugging Face's ``BertModel``, so its weights load unchanged; the pooler is left
out.
"""

from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from medkg.extraction.encoder.fused_attention import multi_head_attention


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """The sizes of a BERT encoder, named as in its config.json."""

    vocab_size: int = 30522
    hidden_size: int = 384
    num_hidden_layers: int = 6
    num_attention_heads: int = 12
    intermediate_size: int = 1536
    max_position_embeddings: int = 512
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12
    dropout: float = 0.1


class Encoder(nn.Module):
    """Contextual vectors of word pieces.

    Attention weights are not dropped out: on a CPU, drawing the masks takes a sixth of the training time.
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.embeddings = _Embeddings(config)
        self.encoder = _Layers(config)

    def forward(self, ids: Tensor, mask: Tensor | None, extra: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (examples, pieces, width) and the last layer's attention (examples, heads, pieces, pieces).

        ``extra`` (examples, pieces, width) is added to the word embeddings. Without ``mask`` nothing is
        padding.
        """
        hidden = self.embeddings(ids, extra)
        blocked = None if mask is None else (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        output: tuple[Tensor, Tensor] = self.encoder(hidden, blocked)
        return output


class _Embeddings(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, ids: Tensor, extra: Tensor) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        summed = self.word_embeddings(ids) + extra + self.position_embeddings(positions)[None]
        normed: Tensor = self.dropout(self.LayerNorm(summed + self.token_type_embeddings.weight[0]))
        return normed


class _Layers(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))

    def forward(self, hidden: Tensor, blocked: Tensor | None) -> tuple[Tensor, Tensor]:
        *lower, last = cast("list[_Layer]", list(self.layer))
        for layer in lower:
            hidden = layer(hidden, blocked)
        return last.with_attention(hidden, blocked)


class _Layer(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = _Dense(config.hidden_size, config.intermediate_size)
        self.output = _Residual(config.intermediate_size, config)

    def forward(self, hidden: Tensor, blocked: Tensor | None) -> Tensor:
        return self._fed_forward(self.attention.self(hidden, blocked), hidden)

    def with_attention(self, hidden: Tensor, blocked: Tensor | None) -> tuple[Tensor, Tensor]:
        """The layer's output and its attention (examples, heads, pieces, pieces)."""
        query, key, value = self.attention.self.projected(hidden)
        products = query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5
        weights = (products if blocked is None else products + blocked).softmax(-1)
        return self._fed_forward((weights @ value).transpose(1, 2).flatten(2), hidden), weights

    def _fed_forward(self, context: Tensor, hidden: Tensor) -> Tensor:
        hidden = self.attention.output(context, hidden)
        added: Tensor = self.output(functional.gelu(self.intermediate.dense(hidden)), hidden)
        return added


class _Attention(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.self = _Projections(config)
        self.output = _Residual(config.hidden_size, config)


class _Projections(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.heads = config.num_attention_heads
        self.query = nn.Linear(config.hidden_size, config.hidden_size)
        self.key = nn.Linear(config.hidden_size, config.hidden_size)
        self.value = nn.Linear(config.hidden_size, config.hidden_size)

    def forward(self, hidden: Tensor, blocked: Tensor | None) -> Tensor:
        """The values that each piece takes from the others, (examples, pieces, width)."""
        if blocked is None and torch.onnx.is_in_onnx_export():
            return multi_head_attention(self.query(hidden), self.key(hidden), self.value(hidden), self.heads)
        query, key, value = self.projected(hidden)
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=blocked)
        return context.transpose(1, 2).flatten(2)

    def projected(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Query, key and value, each (examples, heads, pieces, width / heads)."""
        return self._split(self.query(hidden)), self._split(self.key(hidden)), self._split(self.value(hidden))

    def _split(self, vectors: Tensor) -> Tensor:
        examples, pieces, width = vectors.shape
        return vectors.reshape(examples, pieces, self.heads, width // self.heads).transpose(1, 2)


class _Dense(nn.Module):
    def __init__(self, inner: int, outer: int) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, outer)


class _Residual(nn.Module):
    def __init__(self, inner: int, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(inner, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, config.layer_norm_eps)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, inner: Tensor, hidden: Tensor) -> Tensor:
        added: Tensor = self.LayerNorm(self.dropout(self.dense(inner)) + hidden)
        return added
