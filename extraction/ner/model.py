"""The token classifier: a BERT encoder whose word embeddings are joined by dictionary tags."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from torch import Tensor, nn
from transformers import AutoConfig, AutoModel, PretrainedConfig

from medkg.extraction.ner.labels import LABELS
from medkg.extraction.ner.windows import TAG_FEATURES


class TokenClassifier(nn.Module):
    """Scores every label for every piece.

    ``tags`` are projected to the encoder's width and added to the word embeddings, so that the encoder
    sees from its first layer on which words stand in a medical term list.
    """

    def __init__(self, config: PretrainedConfig) -> None:
        super().__init__()
        build: Callable[..., Any] = AutoModel.from_config
        self.encoder: Any = build(config, add_pooling_layer=False)
        self.tag_projection = nn.Linear(TAG_FEATURES, config.hidden_size, bias=False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(config.hidden_size, len(LABELS))
        nn.init.normal_(self.tag_projection.weight, std=0.02)

    @classmethod
    def from_encoder(cls, directory: Path) -> "TokenClassifier":
        """A classifier on the pretrained encoder in ``directory``, its tags and head untrained.

        Without dropout in attention: the fast attention kernel on CPU does not know it, and is a quarter
        quicker.
        """
        config = AutoConfig.from_pretrained(directory)
        config.attention_probs_dropout_prob = 0.0
        model = cls(config)
        model.encoder = AutoModel.from_pretrained(directory, config=config, add_pooling_layer=False)
        return model

    def forward(self, ids: Tensor, mask: Tensor | None, tags: Tensor) -> Tensor:
        """Label logits (windows, pieces, labels) of ids and mask (windows, pieces) and tags (.., .., 10).

        Without a mask nothing is padding.
        """
        words = self.encoder.get_input_embeddings()(ids) + self.tag_projection(tags)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        logits: Tensor = self.head(self.dropout(hidden))
        return logits
