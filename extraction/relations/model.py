"""The relation scorer: pooled entities, context localised per pair, words between, a grouped bilinear form.

After Zhou et al. (2021), Document-Level Relation Extraction with Adaptive Thresholding and Localized Context
Pooling (ATLOP); here with one sigmoid per predicate, type embeddings in the place of markers, plain features
of the pair, and the words between its closest mentions, which Eberts and Ulges (2020, SpERT) found to tell
most: they pool by maximum, here learnt weights are summed from the left, so that a pair costs two look-ups.
"""

import torch
from torch import Tensor, nn

from medkg.extraction.relations.encoder import Encoder, EncoderConfig
from medkg.extraction.relations.features import FEATURES
from medkg.extraction.relations.signature import PREDICATES, TYPE_IDS

_GROUP = 64
_LARGEST = 4.0
_HIDDEN_FEATURES = 32


class RelationScorer(nn.Module):
    """Logits of every predicate for every candidate pair of entities."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        width = config.hidden_size
        self.group = min(_GROUP, width)
        self.encoder = Encoder(config)
        self.types = nn.Embedding(1 + len(TYPE_IDS), width, padding_idx=0)
        self.salience = nn.Linear(width, 1)
        self.head = nn.Linear(3 * width, width)
        self.tail = nn.Linear(3 * width, width)
        self.dropout = nn.Dropout(config.dropout)
        self.bilinear = nn.Linear(width * self.group, len(PREDICATES))
        self.features = nn.Sequential(
            nn.Linear(FEATURES, _HIDDEN_FEATURES),
            nn.Tanh(),
            nn.Linear(_HIDDEN_FEATURES, len(PREDICATES), bias=False),
        )
        nn.init.normal_(self.types.weight, std=0.02)
        with torch.no_grad():
            self.types.weight[0] = 0.0
            self.types.weight[TYPE_IDS["Symptom"]] = self.types.weight[TYPE_IDS["Disease"]]

    def forward(
        self,
        ids: Tensor,
        mask: Tensor | None,
        types: Tensor,
        pooling: Tensor,
        membership: Tensor,
        heads: Tensor,
        tails: Tensor,
        between: Tensor,
        features: Tensor,
    ) -> Tensor:
        """Logits (examples, pairs, predicates); shapes of the inputs as in :class:`~.batch.Batch`.

        Without a mask nothing is padding.
        """
        pieces, attention = self.encoder(ids, mask, self.types(types))
        hidden = pieces.float()  # sums over a window lose small differences in bf16
        entities = _log_sum_exp(pooling @ hidden, membership)
        context = _localised(hidden, attention, _entity_pieces(pooling, membership), heads, tails)
        words = _between(hidden, self.salience(hidden), between)
        head = torch.tanh(self.head(torch.cat([_rows(entities, heads), context, words], -1)))
        tail = torch.tanh(self.tail(torch.cat([_rows(entities, tails), context, words], -1)))
        bilinear = self._bilinear(self.dropout(head), self.dropout(tail))
        logits: Tensor = bilinear + self.features(features)
        return logits

    def _bilinear(self, head: Tensor, tail: Tensor) -> Tensor:
        """The form of each group's outer product, summed over groups, (examples, pairs, predicates).

        The products are never made, they would take 64 times the room: heads are turned by the weights of
        their group, all pairs at once, and multiplied with tails.
        """
        outputs, groups, group = len(PREDICATES), head.shape[-1] // self.group, self.group
        weight = self.bilinear.weight.reshape(outputs, groups, group, group).permute(1, 2, 0, 3)
        pairs = head.shape[0] * head.shape[1]
        turned = head.reshape(pairs, groups, group).transpose(0, 1) @ weight.flatten(2)
        tails = tail.reshape(pairs, groups, 1, group).transpose(0, 1)
        found = (turned.reshape(groups, pairs, outputs, group) * tails).sum(3).sum(0)
        return found.reshape(head.shape[0], head.shape[1], outputs) + self.bilinear.bias


def _log_sum_exp(mentions: Tensor, membership: Tensor) -> Tensor:
    """Mentions (.., mentions, width) pooled into entities (.., entities, width) by log-sum-exp over their
    members.
    """
    top = mentions.amax(1, keepdim=True).detach()
    return (membership @ (mentions - top).exp()).clamp_min(1e-12).log() + top


def _entity_pieces(pooling: Tensor, membership: Tensor) -> Tensor:
    """The weight of each piece in an entity, (examples, entities, pieces): the mean over its mentions."""
    return (membership / membership.sum(-1, keepdim=True).clamp_min(1.0)) @ pooling


def _localised(hidden: Tensor, attention: Tensor, weights: Tensor, heads: Tensor, tails: Tensor) -> Tensor:
    """The context of each pair, (examples, pairs, width): pieces that both entities attend to."""
    attended = (weights[:, None] @ attention).transpose(1, 2)
    flat = attended.flatten(2)
    products = _rows(flat, heads) * _rows(flat, tails)
    both = products.reshape(heads.shape[0], heads.shape[1], attended.shape[2], attended.shape[3]).sum(2)
    return (both / (both.sum(-1, keepdim=True) + 1e-10)) @ hidden


def _between(hidden: Tensor, salience: Tensor, between: Tensor) -> Tensor:
    """The pieces between the mentions of each pair, (examples, pairs, width), weighted by ``salience``.

    Nought where nothing stands between. ``salience`` (examples, pieces, 1) is bounded before it is raised.
    """
    weights = (_LARGEST * torch.tanh(salience / _LARGEST)).exp()
    sums = torch.cat([weights * hidden, weights], -1).cumsum(1)
    sums = torch.cat([torch.zeros_like(sums[:, :1]), sums], 1)
    inside = _rows(sums, between[..., 1]) - _rows(sums, between[..., 0])
    return inside[..., :-1] / inside[..., -1:].clamp_min(1e-6)


def _rows(table: Tensor, numbers: Tensor) -> Tensor:
    """Rows of each example's table: (examples, rows, width) and (examples, pairs) to (examples, pairs,
    width).
    """
    return table.gather(1, numbers[..., None].expand(-1, -1, table.shape[2]))
