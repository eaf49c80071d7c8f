"""A BERT encoder that also gives the last layer's attention.

Parameter names are those of Hugging Face's ``BertModel``, so its weights load unchanged; the pooler is left out.
"""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


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

    Attention weights are not dropped out: on a CPU that costs a quarter of the training time.
    """

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.embeddings = _Embeddings(config)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))})

    def forward(self, ids: Tensor, mask: Tensor, extra: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors (examples, pieces, width) and the last layer's attention (examples, heads, pieces, pieces).

        ``extra`` (examples, pieces, width) is added to the word embeddings.
        """
        hidden = self.embeddings(ids, extra)
        blocked = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -10000.0
        *lower, last = self.encoder["layer"]
        for layer in lower:
            hidden = layer(hidden, blocked)
        attended: tuple[Tensor, Tensor] = last.with_attention(hidden, blocked)
        return attended


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


class _Layer(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        width = config.hidden_size
        self.heads = config.num_attention_heads
        self.drop = config.dropout
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict({name: nn.Linear(width, width) for name in ("query", "key", "value")}),
                "output": _residual(width, width, config),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(width, config.intermediate_size)})
        self.output = _residual(config.intermediate_size, width, config)

    def forward(self, hidden: Tensor, blocked: Tensor) -> Tensor:
        query, key, value = self._projected(hidden)
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=blocked)
        return self._fed_forward(context, hidden)

    def with_attention(self, hidden: Tensor, blocked: Tensor) -> tuple[Tensor, Tensor]:
        """The layer's output and its attention (examples, heads, pieces, pieces)."""
        query, key, value = self._projected(hidden)
        weights = (query @ key.transpose(-1, -2) * query.shape[-1] ** -0.5 + blocked).softmax(-1)
        return self._fed_forward(weights @ value, hidden), weights

    def _projected(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        parts = self.attention["self"]
        query, key, value = (self._split(parts[name](hidden)) for name in ("query", "key", "value"))  # type: ignore[index,operator]
        return query, key, value

    def _fed_forward(self, context: Tensor, hidden: Tensor) -> Tensor:
        hidden = self._add(self.attention["output"], context.transpose(1, 2).flatten(2), hidden)
        inner = functional.gelu(self.intermediate["dense"](hidden))
        return self._add(self.output, inner, hidden)

    def _split(self, projected: Tensor) -> Tensor:
        return projected.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def _add(self, block: nn.Module, inner: Tensor, hidden: Tensor) -> Tensor:
        projected = functional.dropout(block["dense"](inner), self.drop, self.training)  # type: ignore[index]
        added: Tensor = block["LayerNorm"](projected + hidden)  # type: ignore[index]
        return added


def _residual(inner: int, width: int, config: EncoderConfig) -> nn.ModuleDict:
    return nn.ModuleDict({"dense": nn.Linear(inner, width), "LayerNorm": nn.LayerNorm(width, config.layer_norm_eps)})
